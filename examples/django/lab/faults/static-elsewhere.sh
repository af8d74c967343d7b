# pins: static.served
# says: El alias lleva a un directorio que no existe.
sed -i "s,alias .*,alias $DIR/estaticos/;," $SITE
reload_nginx
