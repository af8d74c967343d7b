# pins: service.exec-start/misread
# step: service
# es: ExecStart= empieza por $HOME, que systemd no sustituye en el programa.
# en: ExecStart= begins with $HOME, which systemd does not replace in the program.
# shows: grep -q '^ExecStart=$HOME/' "$UNIT_FILE"
edit_unit 's|^ExecStart=/home/usuario|ExecStart=$HOME|'
