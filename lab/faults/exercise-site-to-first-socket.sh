# pins: site.socket/another
# on: exercise
# step: site
# es: El sitio del ejercicio pasa las peticiones al socket del primer despliegue.
# en: The exercise's site passes its requests to the first deployment's socket.
# shows: grep -q "unix:$POC_SOCK;" "$SITE"
edit_site "s|unix:[^;]*|unix:$POC_SOCK|"
