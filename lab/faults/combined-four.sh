# pins: directory.mode/group-cannot-write, service.keys/misspelt, site.access-log/off, env.flask-env/misspelt-value
# step: service
# es: Cuatro errores a la vez: 755, Enviroment=, produccion y access_log off.
# en: Four mistakes at once: 755, Enviroment=, produccion and access_log off.
# shows: grep -q Enviroment "$UNIT_FILE" && grep -q produccion "$DIR/.env"
chmod 755 "$DIR"; sed -i 's/production/produccion/' "$DIR/.env"
edit_unit 's/^Environment=/Enviroment=/'
edit_site 's|access_log .*|access_log off;|'
