# server: a page for maintenance that is shown where its file is there, and it is not
edit_site "s#location / {#root $DIR; error_page 502 503 /sorry.html; location = /sorry.html { internal; } location / { try_files /maintenance.html @app; } location @app {#"
