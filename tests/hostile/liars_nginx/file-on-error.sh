# fault: application-500
# lie: nginx gives a file with status 200 where the application fails
# named: page
mkdir -p /srv/copy
printf '<h1>Aplicacion desplegada</h1>' > /srv/copy/copy.html
edit_site 's#location / {#location = /copy.html { root /srv/copy; internal; } location / { proxy_intercept_errors on; error_page 500 502 =200 /copy.html;#'
