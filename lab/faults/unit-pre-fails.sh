# pins: service.active/start-pre-failed
# step: service
# es: ExecStartPre= falla: el directorio que quiere crear ya existe.
# en: ExecStartPre= fails: the directory that it would make exists.
# shows: grep -q ExecStartPre "$UNIT_FILE" && systemctl is-failed "$UNIT"
edit_unit 's|^ExecStart=|ExecStartPre=/bin/mkdir /var/www/mi_aplicacion\nExecStart=|'
