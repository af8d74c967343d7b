# server: modules of nginx's from Debian's packages set its headers, and an access list lets www-data read more
# packages: libnginx-mod-http-headers-more-filter libnginx-mod-stream acl
edit_site '/server_name/a more_set_headers "Server: nada"; more_set_headers "X-Curso: 2026";'
printf 'stream { server { listen 127.0.0.1:2525; proxy_pass 127.0.0.1:25; } }\n' >> /etc/nginx/nginx.conf
restart_nginx
setfacl -m u:www-data:rx,d:u:www-data:rx "$DIR"
rm -r $LIES
