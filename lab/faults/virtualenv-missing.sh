# pins: virtualenv.exists/missing
# step: virtualenv
# es: El entorno virtual de este directorio no existe.
# en: This directory's virtual environment does not exist.
# shows: [ ! -e "$VENV" ]
systemctl stop "$UNIT" || true
rm -rf "$VENV"
restart_app
