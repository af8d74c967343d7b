# step: site
# es: El registro de accesos va a syslog.
# en: The access log goes to syslog.
# shows: grep -q "access_log syslog:" "$SITE"
edit_site 's|access_log .*|access_log syslog:server=unix:/dev/log;|'
