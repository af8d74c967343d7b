# pins: service.current/other-settings
# step: service
# es: Una variable del archivo de EnvironmentFile= cambió después de arrancar el servicio.
# en: A variable of EnvironmentFile='s file changed after the service was started.
# shows: grep -q AZUL /etc/default/tema && grep -qz ROJO "/proc/$(systemctl show -p MainPID --value "$UNIT")/environ"
echo 'TEMA="ROJO"' > /etc/default/tema
edit_unit 's|^WorkingDirectory=|EnvironmentFile=/etc/default/tema\n&|'
echo 'TEMA="AZUL"' > /etc/default/tema
