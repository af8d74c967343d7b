# says: An upstream with two servers, each a unit of one template.
systemctl disable --now pagina.service
sed 's/ 8000$/ %i/' $UNIT > /etc/systemd/system/pagina@.service
rm $UNIT
systemctl daemon-reload
systemctl enable --now pagina@8001.service pagina@8002.service
sed -i 's#http://127.0.0.1:8000#http://paginas#; 1i upstream paginas { server 127.0.0.1:8001; server 127.0.0.1:8002; }' $SITE
reload
