# fault: gunicorn-stopped
# lie: an upstream block has a development server as its backup
# named: page
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups env -C "$DIR" setsid -f "$VENV/bin/python" -m flask --app wsgi run --port 8765 >/dev/null 2>&1 </dev/null
printf 'upstream app { server unix:%s; server 127.0.0.1:8765 backup; }\n' "$SOCK" > /etc/nginx/conf.d/app.conf
sleep 1
edit_site 's|proxy_pass .*|proxy_pass http://app;|'
