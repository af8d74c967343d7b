# pins: access.log/absent
# step: access
# es: Se borró el archivo del registro de accesos con nginx en marcha.
# en: The access log's file was deleted while nginx ran.
# shows: [ ! -e "/var/log/nginx/$APP.access.log" ]
rm -f "/var/log/nginx/$APP.access.log"
