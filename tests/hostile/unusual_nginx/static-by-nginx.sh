# server: files of its own before the application
mkdir -p "$DIR/static"; echo 'h1 {}' > "$DIR/static/style.css"
edit_site "s#location / {#location /static/ { alias $DIR/static/; } location = /favicon.ico { access_log off; log_not_found off; return 204; } location / {#"
