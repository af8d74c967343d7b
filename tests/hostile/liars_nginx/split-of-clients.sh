# fault: gunicorn-stopped
# lie: nginx tries the socket first and then another server, by error_page
# named: page
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups env -C "$DIR" setsid -f "$VENV/bin/python" -m flask --app wsgi run --port 8765 >/dev/null 2>&1 </dev/null
sleep 1
edit_site 's#location / {#location @other { proxy_pass http://127.0.0.1:8765; } location / { error_page 502 = @other;#'
