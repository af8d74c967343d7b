# step: site
# es: El upstream está en conf.d, con un límite de memoria aparte.
# en: The upstream lies in conf.d, with a limit in a file of its own.
# shows: [ -e /etc/nginx/conf.d/mi_aplicacion.conf ]
printf 'upstream aplicacion {\n    server unix:%s fail_timeout=0;\n}\n' "$SOCK" > /etc/nginx/conf.d/mi_aplicacion.conf
printf 'limit_req_zone $binary_remote_addr zone=mi_aplicacion:1m rate=50r/s;\n' > /etc/nginx/conf.d/limites.conf
edit_site 's#proxy_pass .*#limit_req zone=mi_aplicacion burst=50; proxy_pass http://aplicacion;#'
