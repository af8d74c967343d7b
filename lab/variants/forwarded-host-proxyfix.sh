# step: site
# es: nginx pasa X-Forwarded-Host y la aplicación lo lee con ProxyFix.
# en: nginx passes X-Forwarded-Host, and the application reads it by ProxyFix.
# shows: grep -q X-Forwarded-Host "$SITE"
cat > "$DIR/wsgi.py" <<'PY'
from werkzeug.middleware.proxy_fix import ProxyFix

from application import app

app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
PY
restart_app
edit_site 's#include proxy_params;#proxy_set_header X-Forwarded-Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;#'
