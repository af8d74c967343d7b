# pins: directory.readable/file
# step: directory
# es: application.py se creó con sudo y solo root puede leerlo.
# en: application.py was made with sudo and only root can read it.
# shows: [ "$(stat -c '%U %a' "$DIR/application.py")" = "root 600" ]
chown root:root "$DIR/application.py"
chmod 600 "$DIR/application.py"
restart_app
