# pins: private.file
# says: Anybody may read the file of passwords.
chmod 644 /etc/nginx/alfa.htpasswd
