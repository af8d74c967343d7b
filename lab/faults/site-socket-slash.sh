# pins: site.socket/final-slash
# step: site
# es: proxy_pass lleva una barra tras el nombre del socket: nginx lo toma por un directorio.
# en: proxy_pass has a slash behind the socket's name: nginx takes it for a directory.
# shows: grep -q "\.sock/;" "$SITE"
edit_site 's|\.sock;|.sock/;|'
