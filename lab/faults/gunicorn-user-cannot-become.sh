# pins: service.bind/cannot-become
# step: service
# es: gunicorn recibe --user www-data, pero ya no es root y no puede cambiar de usuario.
# en: gunicorn gets --user www-data, but it is not root any more and cannot change its user.
# shows: grep -q 'user www-data' "$UNIT_FILE"
edit_unit 's#--workers 3#--workers 3 --user www-data#'
