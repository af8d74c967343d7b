# pins: access.page/other-site
# step: access
# es: Otro sitio escucha en la dirección del servidor y se lleva todas las peticiones.
# en: Another site listens on the server's own address and gets every request.
# shows: grep -q 'otra pagina' /etc/nginx/sites-enabled/otra
addr=$(ip -4 -o addr show scope global | awk '{print $4}' | cut -d/ -f1 | head -1)
printf 'server {\n listen %s:80;\n server_name otra;\n return 200 "otra pagina";\n}\n' "$addr" > /etc/nginx/sites-available/otra
ln -s /etc/nginx/sites-available/otra /etc/nginx/sites-enabled/
restart_nginx
