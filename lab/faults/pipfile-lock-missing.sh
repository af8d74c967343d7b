# pins: virtualenv.lock/missing
# step: virtualenv
# es: No hay Pipfile.lock.
# en: There is no Pipfile.lock.
# shows: [ ! -e "$DIR/Pipfile.lock" ]
rm "$DIR/Pipfile.lock"
