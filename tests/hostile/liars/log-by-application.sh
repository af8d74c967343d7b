# fault: site-access-log-off
# lie: the application writes the lines that nginx's log should have
# named: log|nginx
sed -i 's|access_log off;|access_log /var/log/nginx/mi_aplicacion.access.log; #|' "$SITE"
touch -d '2 hours ago' "$SITE"
install -o "$DEPLOY_USER" -g www-data -m 666 /dev/null /var/log/nginx/mi_aplicacion.access.log
cat >> "$DIR/application.py" <<'EOS'

@app.before_request
def write():
    import time
    from flask import request
    now = time.strftime('%d/%b/%Y:%H:%M:%S %z')
    address = request.headers.get('X-Real-IP', '198.18.112.1')
    with open('/var/log/nginx/mi_aplicacion.access.log', 'a') as log:
        log.write(f'{address} - - [{now}] "GET {request.full_path} HTTP/1.1" 200 31 "-" "{request.user_agent}"\n')
EOS
restart_app
