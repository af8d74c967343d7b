# says: the page is for those who have a name and a password.
printf 'ana:%s\n' "$(openssl passwd -apr1 claves-de-7-letras)" > /etc/nginx/htpasswd
sed -i 's/^    location/    auth_basic "Zona privada";\n    auth_basic_user_file \/etc\/nginx\/htpasswd;\n&/' $SITE
nginx -t -q && systemctl reload nginx
