# pins: virtualenv.pipfile/missing
# step: virtualenv
# es: No hay Pipfile en el directorio.
# en: There is no Pipfile in the directory.
# shows: [ ! -e "$DIR/Pipfile" ]
rm "$DIR/Pipfile" "$DIR/Pipfile.lock"
