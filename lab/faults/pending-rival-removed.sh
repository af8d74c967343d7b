# pins: nginx-config.current/not-reloaded
# step: nginx-config
# es: El sitio rival con el mismo nombre se borró de conf.d, pero Nginx no se recargó y lo sigue atendiendo.
# en: The rival site of the same name was deleted from conf.d, but nginx was not reloaded and still serves it.
# shows: [ ! -e /etc/nginx/conf.d/rival.conf ] && python3 -c "import urllib.request as u; print(u.urlopen(u.Request('http://127.0.0.1/', headers={'Host': '$SERVER_NAME'})).read().decode())" | grep -q rival
printf 'server { listen 80; server_name %s www.%s; return 200 "rival"; }\n' "$SERVER_NAME" "$SERVER_NAME" > /etc/nginx/conf.d/rival.conf
restart_nginx
sleep 0.3
rm /etc/nginx/conf.d/rival.conf
