# server: gunicorn and Flask have no RECORD, as some installers leave them
rm "$VENV"/lib/python3*/site-packages/{gunicorn,flask}-*.dist-info/RECORD
