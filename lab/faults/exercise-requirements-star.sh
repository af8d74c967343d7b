# pins: exercise.requirements/left-open
# on: exercise
# step: exercise
# es: El Pipfile deja abiertas las versiones, aunque hoy estén instaladas las buenas.
# en: The Pipfile leaves the versions open, though the right ones are installed today.
# shows: grep -q '^werkzeug = "\*"' "$DIR/Pipfile"
sed -i 's/^\(flask\|werkzeug\) = .*/\1 = "*"/' "$DIR/Pipfile"
lock_again
