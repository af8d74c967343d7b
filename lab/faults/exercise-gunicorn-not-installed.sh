# pins: virtualenv.pipfile-gunicorn/missing
# on: exercise
# step: virtualenv
# es: Solo se instaló requirements.txt: en el entorno del ejercicio no hay gunicorn.
# en: Only requirements.txt was installed: the exercise's environment has no gunicorn.
# shows: [ ! -e "$VENV/bin/gunicorn" ] && ! grep -q gunicorn "$DIR/Pipfile"
forget_package gunicorn
rm -rf "$VENV/bin/gunicorn" "$VENV"/lib/python3*/site-packages/gunicorn*
restart_app
