# pins: site.proxy-pass/other-location
# step: site
# es: Solo se pasa a la aplicación lo que hay bajo /app.
# en: Only what lies under /app is passed to the application.
# shows: grep -q "location /app" "$SITE"
edit_site 's|location / *{|location /app {|'
