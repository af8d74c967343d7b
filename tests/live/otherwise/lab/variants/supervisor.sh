# says: gunicorn is started by supervisor, and there is no unit.
systemctl disable --now $UNIT
rm $UNIT_FILE
systemctl daemon-reload
cat > /etc/supervisor/conf.d/mi_aplicacion.conf <<CONF
[program:mi_aplicacion]
command=$VENV/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app
directory=$DIR
user=$DEPLOY_USER
environment=PATH="$VENV/bin"
autostart=true
autorestart=true
CONF
systemctl enable --now supervisor
until_true answers
