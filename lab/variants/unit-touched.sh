# step: service
# es: La unidad se guardó otra vez sin cambiar nada: systemd pide daemon-reload sin necesidad.
# en: The unit was saved again without a change: systemd asks for a daemon-reload that it does not need.
# shows: systemctl show -p NeedDaemonReload "$UNIT" | grep -q yes
sleep 0.1
touch "$UNIT_FILE"
