# pins: service.listens
# says: nginx asks at another port.
sed -i 's/:8000/:8123/' $SITE
nginx -t -q && systemctl reload nginx
