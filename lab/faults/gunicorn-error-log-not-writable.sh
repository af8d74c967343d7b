# pins: service.active/own-words
# step: service
# es: --error-logfile nombra un directorio que no existe.
# en: --error-logfile names a directory that does not exist.
# shows: grep -q error-logfile "$UNIT_FILE"
edit_unit 's#--workers 3#--workers 3 --error-logfile /var/log/gunicorn/error.log#'
