# fault: gunicorn-stopped
# lie: try_files finds a copy of the page before it comes to the application
# named: page
mkdir -p /srv/copy
printf '<h1>Aplicacion desplegada</h1>' > /srv/copy/copy.html
edit_site 's#location / {#root /srv/copy; location / { try_files /copy.html @app; } location @app {#'
