# pins: virtualenv.python/version-gone
# step: virtualenv
# es: El Python del entorno apunta a una versión que ya no está.
# en: The environment's Python points to a version that is gone.
# shows: [ ! -e "$VENV/bin/python" ]
ln -sf /usr/bin/python3.9 "$VENV/bin/python"
restart_app
