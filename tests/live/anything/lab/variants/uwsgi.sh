# says: uWSGI on a socket, by uwsgi_pass.
cat > /srv/pagina/app.py <<'PY'
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<!doctype html><title>Pagina</title><h1>Pagina</h1>"]
PY
sed -i 's#^ExecStart=.*#ExecStart=/usr/bin/uwsgi-core --plugin python3 --socket /run/pagina/pagina.sock --chmod-socket=666 --wsgi-file app.py#; /^User/a RuntimeDirectory=pagina' $UNIT
sed -i 's#proxy_pass .*#include uwsgi_params; uwsgi_pass unix:/run/pagina/pagina.sock;#; /proxy_set_header/d' $SITE
restart_app
reload
