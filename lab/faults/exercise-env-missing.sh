# pins: env.exists/missing
# on: exercise
# step: env
# es: En el ejercicio no se hizo el archivo .env.
# en: The file .env was not made for the exercise.
# shows: [ ! -e "$DIR/.env" ]
rm "$DIR/.env"
