# pins: exercise.clone/no-repository
# on: exercise
# step: exercise
# es: Los archivos se bajaron en un zip: el directorio no es un clon.
# en: The files were downloaded as a zip: the directory is no clone.
# shows: [ -e "$DIR/app.py" ] && [ ! -e "$DIR/.git" ]
rm -rf "$DIR/.git"
