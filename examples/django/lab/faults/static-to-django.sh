# pins: static.served
# says: Falta la location de /static/, y Django no los sirve.
sed -i "/location .static/,/}/d" $SITE
reload_nginx
