# step: site
# es: El sitio prueba antes los archivos y pasa lo demás a la aplicación por una location con nombre.
# en: The site tries files first and passes the rest to the application by a named location.
# shows: grep -q "try_files .uri @app" "$SITE"
edit_site 's|location / *{|root /var/www/html; location / { try_files $uri @app; }\n    location @app {|'
