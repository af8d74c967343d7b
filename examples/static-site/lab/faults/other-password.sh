# pins: private.open
# says: The file has another password.
echo 'ana:{PLAIN}otra' >/etc/nginx/alfa.htpasswd
