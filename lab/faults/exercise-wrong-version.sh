# pins: exercise.installed/other-version
# on: exercise
# step: exercise
# es: En el entorno hay otro Werkzeug que el que piden requirements.txt y el Pipfile.
# en: The environment has another Werkzeug than requirements.txt and the Pipfile ask for.
# shows: ! ls -d "$VENV"/lib/python3*/site-packages/[Ww]erkzeug-2.2.2.dist-info
poc=$(sed -n 's/^ExecStart=\(.*\)\/bin\/gunicorn .*/\1/p' "/etc/systemd/system/$POC_UNIT.service")
here=$(echo "$VENV/lib"/python3*/site-packages)
rm -rf "$here"/[Ww]erkzeug*
# Flask 2.0.2 does not run on it: that is why the file pins both.
cp -a "$poc/lib"/python3*/site-packages/werkzeug* "$here/"
rm -rf "$here"/[Ff]lask "$here"/[Ff]lask-*.dist-info/RECORD
cp -a "$poc/lib"/python3*/site-packages/flask "$poc/lib"/python3*/site-packages/blinker* "$here/"
restart_app
