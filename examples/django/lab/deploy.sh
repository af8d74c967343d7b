# What a student who does everything right leaves: a project of Django's with its admin, behind gunicorn and nginx.
apt-get -q update
apt-get -q install --yes --no-install-recommends nginx python3-pip pipenv
DIR=/var/www/midjango
install -d -o "$DEPLOY_USER" -g www-data -m 775 $DIR
cat > /run/project.sh <<'PROJECT'
set -eu
cd /var/www/midjango
umask 002
pipenv install django gunicorn
pipenv run django-admin startproject proyecto .
cat >> proyecto/settings.py <<'SETTINGS'
DEBUG = False
ALLOWED_HOSTS = ["midjango.test", "www.midjango.test"]
STATIC_ROOT = BASE_DIR / "static"
SETTINGS
sed -i '0,/^DEBUG = True/{/^DEBUG = True/d}; 0,/^ALLOWED_HOSTS = \[\]/{/^ALLOWED_HOSTS = \[\]/d}' proyecto/settings.py
cat > proyecto/urls.py <<'URLS'
from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", lambda request: HttpResponse("<h1>Django desplegado</h1>")),
]
URLS
pipenv run python manage.py migrate --verbosity 0
pipenv run python manage.py collectstatic --noinput --verbosity 0
PROJECT
as_user() { runuser -u "$DEPLOY_USER" -- env HOME="/home/$DEPLOY_USER" USER="$DEPLOY_USER" LANG=C.UTF-8 "$@"; }
as_user bash /run/project.sh
chgrp -R www-data $DIR
chmod -R g+w $DIR
venv=$(cd $DIR && as_user pipenv --venv)
cat > /etc/systemd/system/midjango.service <<UNIT
[Unit]
Description=Django con gunicorn
After=network.target

[Service]
User=$DEPLOY_USER
Group=www-data
Environment="PATH=$venv/bin"
WorkingDirectory=$DIR
ExecStart=$venv/bin/gunicorn --workers 3 --bind unix:$DIR/midjango.sock proyecto.wsgi:application

[Install]
WantedBy=multi-user.target
UNIT
systemctl enable midjango.service
install -m 644 files/midjango /etc/nginx/sites-available/midjango
ln -s ../sites-available/midjango /etc/nginx/sites-enabled/midjango
