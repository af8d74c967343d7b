# pins: virtualenv.exists/missing
# step: virtualenv
# es: El directorio se renombró después de crear el entorno, y la unidad se adaptó al nombre que pipenv le daría.
# en: The directory was renamed after the environment was made, and the unit adapted to the name it would now have.
# shows: [ ! -e "$VENV" ] && [ -d "$(dirname "$VENV")/proyecto-Ab3dE6gH" ]
mv "$VENV" "$(dirname "$VENV")/proyecto-Ab3dE6gH"
echo /var/www/proyecto > "$(dirname "$VENV")/proyecto-Ab3dE6gH/.project"
restart_app
