# says: The unit is a template's: pagina@8000.service.
systemctl disable --now pagina.service
sed 's/ 8000$/ %i/' $UNIT > /etc/systemd/system/pagina@.service
rm $UNIT
systemctl daemon-reload
systemctl enable --now pagina@8000.service
reload
