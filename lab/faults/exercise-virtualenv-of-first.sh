# pins: exercise.own-virtualenv/shared
# on: exercise
# step: exercise
# es: La unidad del ejercicio usa el entorno virtual del primer despliegue.
# en: The exercise's unit runs in the first deployment's virtual environment.
# shows: grep -q "virtualenvs/mi_aplicacion" "$UNIT_FILE"
poc=$(sed -n 's/^ExecStart=\(.*\)\/bin\/gunicorn .*/\1/p' "/etc/systemd/system/$POC_UNIT.service")
edit_unit "s|$VENV|$poc|g"
