# fault: gunicorn-stopped
# lie: a map in conf.d sends the grader's address to a server that somebody started by hand
# named: page|nginx|socket|process
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups env -C "$DIR" setsid -f "$VENV/bin/python" -m flask --app wsgi run --port 8765 >/dev/null 2>&1 </dev/null
cat > /etc/nginx/conf.d/map.conf <<EOS
geo \$to { default http://unix:$SOCK; 198.18.0.0/15 http://127.0.0.1:8765; }
EOS
edit_site 's|proxy_pass .*|proxy_pass $to;|'
sleep 1
