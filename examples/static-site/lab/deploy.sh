# What a student who does everything right leaves.
apt-get update
apt-get install -y --no-install-recommends nginx curl openssl
for site in alfa.test beta.test; do
    mkdir -p /srv/www/$site
    printf '<!doctype html><title>%s</title><h1>%s</h1>\n' $site $site >/srv/www/$site/index.html
    printf '<!doctype html><title>404</title><h1>No encontrado</h1>\n' >/srv/www/$site/404.html
    sed "s/SITE/$site/g" files/site.conf >/etc/nginx/sites-available/$site
    ln -s ../sites-available/$site /etc/nginx/sites-enabled/$site
done
mkdir /srv/www/alfa.test/privado
echo '<!doctype html><title>Privado</title><h1>Privado</h1>' >/srv/www/alfa.test/privado/index.html
sed -i '/error_page/r files/private.conf' /etc/nginx/sites-available/alfa.test
. ./inputs
echo "$login:$(openssl passwd -apr1 "$password")" >/etc/nginx/alfa.htpasswd
chown -R "$DEPLOY_USER:" /srv/www
chown root:www-data /etc/nginx/alfa.htpasswd
chmod 640 /etc/nginx/alfa.htpasswd
chmod -R u=rwX,go=rX /srv/www
