# pins: virtualenv.owner/root
# step: virtualenv
# es: El entorno virtual se creó como root: su dueño es root y el usuario no puede cambiarlo.
# en: The virtual environment was made by root: root owns it and the user cannot change it.
# shows: [ "$(stat -c %U "$VENV")" = root ]
chown -R root:root "$VENV"
restart_app
