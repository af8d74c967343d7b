# fault: gunicorn-stopped
# lie: a map sends everybody who calls himself a browser to a development server
# named: page
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups env -C "$DIR" setsid -f "$VENV/bin/python" -m flask --app wsgi run --port 8765 >/dev/null 2>&1 </dev/null
printf 'map $http_user_agent $app { default http://unix:%s; ~Firefox http://127.0.0.1:8765; }\n' "$SOCK" > /etc/nginx/conf.d/app.conf
sleep 1
edit_site 's|proxy_pass .*|proxy_pass $app;|'
