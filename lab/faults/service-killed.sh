# pins: service.active/killed
# step: service
# es: gunicorn murió de golpe y dejó el archivo del socket sin nadie que escuche.
# en: gunicorn was killed and left the socket's file with nobody listening.
# shows: [ -S "$SOCK" ] && ! systemctl is-active "$UNIT"
systemctl kill --signal=KILL "$UNIT"
settle_app
