# pins: site.proxy-pass/not-a-socket
# step: site
# es: proxy_pass lleva a un puerto y no al socket.
# en: proxy_pass leads to a port and not to the socket.
# shows: grep -q 127.0.0.1:8000 "$SITE"
edit_site 's|http://unix:[^;]*|http://127.0.0.1:8000|'
