# step: site
# es: Las cabeceras van con proxy_set_header, con comentarios tras las directivas.
# en: The headers are set with proxy_set_header, with comments after the directives.
# shows: grep -q "proxy_set_header Host" "$SITE"
edit_site 's|include proxy_params;|proxy_set_header Host $http_host; # la del cliente\n            proxy_set_header X-Real-IP $remote_addr;\n            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n            proxy_set_header X-Forwarded-Proto $scheme;|'
