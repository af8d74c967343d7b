# step: service
# es: A la unidad se le añadió un comentario, sin daemon-reload: nada que leer de nuevo.
# en: A comment was added to the unit without a daemon-reload: nothing to be read again.
# shows: grep -q "^# La unidad" "$UNIT_FILE" && systemctl show -p NeedDaemonReload "$UNIT" | grep -q yes
sed -i 's/^UMask=.*//; s/^User=.*/&\nUMask=0007\nRestart=on-failure\nPrivateTmp=true/' "$UNIT_FILE"
restart_app
sleep 0.1
sed -i '1i # La unidad de la práctica' "$UNIT_FILE"
