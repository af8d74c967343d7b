# pins: site.syntax/no-such-file
# step: site
# es: access_log nombra un directorio que no existe; nginx no pudo reiniciarse.
# en: access_log names a directory that does not exist; nginx could not be restarted.
# shows: grep -q /var/log/ngnix "$SITE"
edit_site '/access_log/s|/var/log/nginx|/var/log/ngnix|'
