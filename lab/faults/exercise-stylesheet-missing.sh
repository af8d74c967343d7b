# pins: access.styles/one
# on: exercise
# step: access
# es: La hoja de estilos de la página no está en static.
# en: The page's stylesheet is not in static.
# shows: [ ! -e "$DIR/static/bootstrap/css/bootstrap.min.css" ]
rm -r "$DIR/static/bootstrap"
