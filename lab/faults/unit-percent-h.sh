# pins: service.exec-start/no-such-program
# step: service
# es: ExecStart= usa %h, que en una unidad del sistema es /root.
# en: ExecStart= says %h, which is /root in a unit of the system.
# shows: grep -q %h "$UNIT_FILE"
edit_unit 's|^ExecStart=/home/usuario|ExecStart=%h|'
