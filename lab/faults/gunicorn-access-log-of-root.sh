# pins: service.active/own-words
# step: service
# es: El usuario del servicio no puede escribir en el archivo de --access-logfile.
# en: The service's user may not write to the file of --access-logfile.
# shows: grep -q access-logfile "$UNIT_FILE"
touch /var/log/accesos.log
edit_unit 's#--workers 3#--workers 3 --access-logfile /var/log/accesos.log#'
