# server: gunicorn is started as a module, from a directory with a gunicorn.conf.py
echo 'workers = 3' > "$DIR/gunicorn.conf.py"
edit_unit 's|/bin/gunicorn |/bin/python -m gunicorn |'
