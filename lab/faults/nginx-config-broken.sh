# pins: nginx-config.valid/error
# step: nginx-config
# es: Otro archivo de configuración de nginx tiene un error.
# en: Another of nginx's configuration files has a mistake.
# shows: ! nginx -t
echo "gzip_typo on;" > /etc/nginx/conf.d/mio.conf
restart_nginx
