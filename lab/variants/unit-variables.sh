# step: service
# es: ExecStart= toma el socket y los workers de variables de Environment=.
# en: ExecStart= takes socket and workers from variables of Environment=.
# shows: grep -q 'unix:${SOCKET}' "$UNIT_FILE" && ! grep -q EnvironmentFile "$UNIT_FILE"
edit_unit "s|^Environment=.*|&\nEnvironment=SOCKET=$SOCK WORKERS=3|; s|--workers 3 --bind [^ ]*|--workers \${WORKERS} --bind unix:\${SOCKET}|"
