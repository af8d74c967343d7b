# step: service
# es: ExecStart= toma el socket y los workers de variables de un EnvironmentFile=.
# en: ExecStart= takes socket and workers from variables of an EnvironmentFile=.
# shows: [ -e /etc/default/flask ]
printf 'SOCKET=%s\nWORKERS=3\n' "$SOCK" > /etc/default/flask
edit_unit "s|^Environment=.*|&\nEnvironmentFile=/etc/default/flask|; s|--workers 3 --bind [^ ]*|--workers \$WORKERS --bind unix:\${SOCKET}|"
