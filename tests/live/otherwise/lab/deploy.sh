# The Flask practice as its text says, with pipenv, and set aside what it is with uv and with poetry; supervisor is there.
apt-get -q update
apt-get -q install --yes --no-install-recommends nginx pipenv python3-pip python3-venv supervisor curl
systemctl disable supervisor
python3 -m venv /opt/tools
/opt/tools/bin/pip install --quiet uv poetry
# where pip finds its packages, be it a mirror: poetry asks what a mirror lacks unless it is told
index=${PIP_INDEX_URL:-$(/opt/tools/bin/python -c 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)')}
export UV_DEFAULT_INDEX=$index
ln -s /opt/tools/bin/uv /opt/tools/bin/poetry /usr/local/bin/

DIR=/var/www/mi_aplicacion
SOCK=$DIR/mi_aplicacion.sock
ASIDE=/var/lib/otherwise
mkdir $ASIDE
as_user() { runuser -u "$DEPLOY_USER" -- env HOME="/home/$DEPLOY_USER" USER="$DEPLOY_USER" LANG=C.UTF-8 "$@"; }

# application $1: the commands that install Flask and gunicorn, typed in the application's directory
application() {
    install -d -o "$DEPLOY_USER" -g www-data -m 775 $DIR
    cd $DIR
    cat > .env <<'ENV'
FLASK_APP=wsgi.py
FLASK_ENV=production
ENV
    cat > application.py <<'PY'
from flask import Flask

app = Flask(__name__)

@app.route('/')
def index():
    '''Index page route'''
    return '<h1>Aplicacion desplegada</h1>'
PY
    cat > wsgi.py <<'PY'
from application import app

if __name__ == '__main__':
    app.run(debug=False)
PY
    chown -R "$DEPLOY_USER:www-data" $DIR
    as_user bash -euc "umask 002; $1"
    chgrp -R www-data $DIR
    chmod -R g+w $DIR
    cd /run/lab
}

# unit $1: the virtualenv
unit() {
    cat <<UNIT
[Unit]
Description=flask app service - App con flask y Gunicorn
After=network.target

[Service]
User=$DEPLOY_USER
Group=www-data
Environment="PATH=$1/bin"
WorkingDirectory=$DIR/
ExecStart=$1/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app

[Install]
WantedBy=multi-user.target
UNIT
}

application 'uv init --quiet --bare --no-workspace; uv add --quiet --no-cache flask gunicorn'
unit $DIR/.venv > $ASIDE/uv.service
mv $DIR $ASIDE/uv

application "poetry init --no-interaction --quiet --name mi-aplicacion; poetry source add --quiet --priority primary indice $index; poetry add --no-interaction --quiet --no-cache flask gunicorn"
unit "$(cd $DIR && as_user poetry env info --path)" > $ASIDE/poetry.service
mv $DIR $ASIDE/poetry

application 'pipenv install flask gunicorn'
unit "$(cd $DIR && as_user pipenv --venv)" > /etc/systemd/system/flask_app.service
systemctl enable flask_app.service
cat > /etc/nginx/sites-available/mi_aplicacion <<'SITE'
server {
    listen 80;
    server_name mi_aplicacion.test www.mi_aplicacion.test;

    access_log /var/log/nginx/mi_aplicacion.test.access.log;
    error_log /var/log/nginx/mi_aplicacion.test.error.log;

    location / {
            include proxy_params;
            proxy_pass http://unix:/var/www/mi_aplicacion/mi_aplicacion.sock;
    }
}
SITE
ln -s /etc/nginx/sites-available/mi_aplicacion /etc/nginx/sites-enabled/
