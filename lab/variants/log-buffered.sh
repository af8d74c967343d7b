# step: site
# es: El registro de accesos se escribe cada minuto (buffer=32k flush=1m).
# en: The access log is written once a minute (buffer=32k flush=1m).
# shows: grep -q "buffer=32k" "$SITE"
edit_site 's|access.log;|access.log combined buffer=32k flush=1m;|'
