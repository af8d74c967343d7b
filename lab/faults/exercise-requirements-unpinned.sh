# pins: exercise.requirements/left-open
# on: exercise
# step: exercise
# es: Se quitaron las versiones de requirements.txt antes de instalar.
# en: The versions were taken out of requirements.txt before installing.
# shows: grep -qx Flask "$DIR/requirements.txt" && grep -q '^flask = "\*"' "$DIR/Pipfile"
sed -i 's/==.*//' "$DIR/requirements.txt"
sed -i 's/^\(flask\|werkzeug\) = .*/\1 = "*"/' "$DIR/Pipfile"
lock_again
