# pins: site.socket/another
# step: site
# es: El map de conf.d lleva a un socket que no es el de gunicorn.
# en: The map in conf.d leads to a socket that is not gunicorn's.
# shows: grep -q "unix:/run/otra.sock" /etc/nginx/conf.d/destinos.conf
printf 'map $host $destino {\n    default unix:/run/otra.sock;\n    otro.test unix:%s;\n}\n' "$SOCK" > /etc/nginx/conf.d/destinos.conf
edit_site 's#proxy_pass .*#proxy_pass http://$destino;#'
