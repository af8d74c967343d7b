# pins: site.proxy-pass
# says: root in place of proxy_pass.
sed -i '/proxy_/d; s|location / {|location / { root /srv/notas;|' "$SITE"
reload_nginx
