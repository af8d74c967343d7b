# says: Two sites pass requests to one unit.
sed 's/pagina.test/otra.test/; s/pagina.access/otra.access/' $SITE > /etc/nginx/sites-available/otra
ln -s ../sites-available/otra /etc/nginx/sites-enabled/otra
reload
