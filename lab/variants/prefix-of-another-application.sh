# step: site
# es: Bajo /panel/ hay otra aplicación; la calificada está en /.
# en: Another application is under /panel/; the graded one is at /.
# shows: grep -q "location /panel/" "$SITE"
cp -a "$DIR" /opt/panel
rm -f /opt/panel/*.sock
sed "s#$DIR#/opt/panel#g; s#mi_aplicacion.sock#panel.sock#" "$UNIT_FILE" > /etc/systemd/system/panel.service
systemctl daemon-reload
systemctl enable --quiet --now panel
settle_app /opt/panel/panel.sock
edit_site 's#^    location / {#    location /panel/ {\n        include proxy_params;\n        proxy_pass http://unix:/opt/panel/panel.sock:/;\n    }\n&#'
