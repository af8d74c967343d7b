# step: site
# es: X-Forwarded-Host con ProxyFix en la aplicación, por posición.
# en: X-Forwarded-Host with ProxyFix in the application, by position.
# shows: grep -q "1, 1, 1" "$DIR/application.py"
sed -i 's#^from flask.*#&\nfrom werkzeug.middleware import proxy_fix#; s#^app = .*#&\napp.wsgi_app = proxy_fix.ProxyFix(app.wsgi_app, 1, 1, 1)#' "$DIR/application.py"
restart_app
edit_site 's#include proxy_params;#proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Real-IP $remote_addr;#'
