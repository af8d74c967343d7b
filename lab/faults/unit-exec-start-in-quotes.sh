# pins: service.exec-start/misread
# step: service
# es: Toda la orden de ExecStart= va entre comillas: systemd la toma por un solo programa.
# en: The whole command of ExecStart= is in quotes: systemd takes it for one program.
# shows: grep -q '^ExecStart="' "$UNIT_FILE"
edit_unit 's|^ExecStart=\(.*\)|ExecStart="\1"|'
