# step: site
# es: La aplicación se sirve también bajo /app/, con SCRIPT_NAME.
# en: The application is served under /app/, too, with SCRIPT_NAME.
# shows: grep -q "location /app/" "$SITE"
edit_site "s#^    location / {#    location /app/ {\n        include proxy_params;\n        proxy_set_header SCRIPT_NAME /app;\n        proxy_pass http://unix:$SOCK:/;\n    }\n&#"
