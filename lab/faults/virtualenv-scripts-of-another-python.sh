# pins: virtualenv.gunicorn/other-interpreter
# step: virtualenv
# es: La primera línea de bin/gunicorn nombra el Python del sistema, que no ve los paquetes del entorno.
# en: The first line of bin/gunicorn names the system's Python, which does not see the environment's packages.
# shows: head -1 "$VENV/bin/gunicorn" | grep -q /usr/bin/python3
sed -i '1s|.*|#!/usr/bin/python3|' "$VENV/bin/gunicorn"
restart_app
