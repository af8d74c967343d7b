# step: site
# es: El sitio es el de por omisión (default_server, con _ entre sus nombres) y el sitio default se quitó.
# en: The site is the default one (default_server, with _ among its names), and the site default was removed.
# shows: grep -q "listen 80 default_server" "$SITE"
rm /etc/nginx/sites-enabled/default
sed -i 's/listen 80;/listen 80 default_server;/' "$SITE"
edit_site '/server_name/s/;/ _;/'
