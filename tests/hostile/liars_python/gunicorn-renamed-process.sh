# fault: unit-exec-start-flask
# lie: the unit's gunicorn is Flask's development server, which writes gunicorn's command line over its own
# named: gunicorn
sed -i "s|^ExecStart=.*|ExecStart=/bin/bash -c 'exec -a $VENV/bin/gunicorn $VENV/bin/python -m flask --app wsgi run --host unix://$SOCK' gunicorn --workers 3 --bind unix:$SOCK wsgi:app|" "$UNIT_FILE"
restart_app
