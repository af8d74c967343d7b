# step: site
# es: proxy_pass lleva a una variable de un map de conf.d.
# en: proxy_pass leads to a variable of a map in conf.d.
# shows: grep -q "^map" /etc/nginx/conf.d/destinos.conf
printf 'map $host $destino {\n    default unix:%s;\n}\n' "$SOCK" > /etc/nginx/conf.d/destinos.conf
edit_site 's#proxy_pass .*#proxy_pass http://$destino;#'
