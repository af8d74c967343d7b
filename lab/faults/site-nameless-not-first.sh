# pins: site.server-name/absent
# step: site
# es: El sitio no tiene server_name y no es el primero.
# en: The site has no server_name and is not the first.
# shows: [ -e /etc/nginx/sites-enabled/antes ]
rm /etc/nginx/sites-enabled/default
printf 'server {\n listen 80;\n server_name antes;\n return 200 "otra pagina";\n}\n' > /etc/nginx/sites-available/antes
ln -s /etc/nginx/sites-available/antes /etc/nginx/sites-enabled/
edit_site '/server_name/d'
