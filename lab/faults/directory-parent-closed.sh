# pins: directory.readable/way-closed
# step: directory
# es: /var/www se dejó con permisos 700: nadie llega al directorio.
# en: /var/www was left with mode 700: nobody gets to the directory.
# shows: [ "$(stat -c %a /var/www)" = 700 ]
chmod 700 /var/www
restart_app
