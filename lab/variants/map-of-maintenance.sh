# step: site
# es: Un map de conf.d vale lo mismo para todos y el nombre del archivo es el de la aplicación.
# en: A map of conf.d is the same for all, and its file has the name of the application.
# shows: [ -e /etc/nginx/conf.d/mi_aplicacion.conf ]
printf 'map $http_upgrade $connection_upgrade {\n    default upgrade;\n    "" close;\n}\nmap $uri $mi_aplicacion {\n    default http://unix:%s:;\n    ~^/api http://unix:%s:;\n}\n' "$SOCK" "$SOCK" > /etc/nginx/conf.d/mi_aplicacion.conf
edit_site 's#proxy_pass .*#proxy_pass $mi_aplicacion;#'
