# pins: virtualenv.gunicorn/other-interpreter
# step: virtualenv
# es: La primera línea de bin/gunicorn acaba en retorno de carro (Windows): ese intérprete no existe.
# en: The first line of bin/gunicorn ends in a carriage return (Windows): there is no such interpreter.
# shows: head -1 "$VENV/bin/gunicorn" | grep -q "$(printf '\r')"
sed -i 's/$/\r/' "$VENV/bin/gunicorn"
restart_app
