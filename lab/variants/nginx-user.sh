# step: nginx
# es: nginx corre con otro usuario, del grupo www-data.
# en: nginx runs as another user, of the group www-data.
# shows: grep -q "^user nobody www-data" /etc/nginx/nginx.conf
sed -i 's/^user .*/user nobody www-data;/' /etc/nginx/nginx.conf
restart_nginx
