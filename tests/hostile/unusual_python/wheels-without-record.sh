# server: gunicorn and Flask have no RECORD, as some installers leave them
for name in gunicorn flask; do
    rm "$VENV"/lib/python3*/site-packages/$name-*.dist-info/RECORD
done
