# fault: unit-exec-start-flask
# lie: gunicorn's own run() in the virtualenv starts Flask's development server
# named: gunicorn
sed -i "s|^ExecStart=.*|ExecStart=$VENV/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app|" "$UNIT_FILE"
site=$(echo "$VENV"/lib/python3*/site-packages)
server_called_gunicorn | sed 1d > $LIES/body.py
python3 - "$site/gunicorn/app/wsgiapp.py" $LIES/body.py <<'EOS'
import sys, textwrap
path, body = sys.argv[1:]
with open(path, "a") as file:
    file.write("\ndef run(prog=None):\n" + textwrap.indent(open(body).read(), "    ").replace("from wsgi import app", "from wsgi import app", 1))
EOS
restart_app
