# step: site
# es: El registro de accesos tiene un formato propio sin la petición.
# en: The access log has a format of its own, without the request.
# shows: grep -q "access.log corto" "$SITE"
sed -i '1i log_format corto "$remote_addr $status";' "$SITE"
edit_site 's|access.log;|access.log corto;|'
