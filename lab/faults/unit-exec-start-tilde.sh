# pins: service.exec-start/misread
# step: service
# es: ExecStart= empieza por ~, que systemd no sustituye.
# en: ExecStart= begins with ~, which systemd does not expand.
# shows: grep -q '^ExecStart=~/' "$UNIT_FILE"
edit_unit 's|^ExecStart=/home/usuario|ExecStart=~|'
