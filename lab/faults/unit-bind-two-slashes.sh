# pins: service.bind/no-such-directory
# step: service
# es: --bind dice unix:// y la ruta sin su primera barra: gunicorn la toma por relativa.
# en: --bind says unix:// and the path without its first slash: gunicorn takes it as relative.
# shows: grep -q unix://var "$UNIT_FILE"
edit_unit 's|unix:/var|unix://var|'
