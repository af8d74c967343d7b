# pins: service.bind
# step: service
# es: --bind dice unix:// en vez de unix:/.
# en: --bind says unix:// with a name where a path belongs.
# shows: grep -q unix://mi_ "$UNIT_FILE"
edit_unit 's|unix:/.*sock|unix://mi_aplicacion.sock|'
