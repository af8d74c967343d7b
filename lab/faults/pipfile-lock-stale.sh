# pins: virtualenv.lock-in-step/stale
# step: virtualenv
# es: El Pipfile se editó a mano después de generar Pipfile.lock.
# en: The Pipfile was edited by hand after Pipfile.lock was made.
# shows: grep -q '^requests' "$DIR/Pipfile"
sed -i '/^gunicorn = /a requests = "*"' "$DIR/Pipfile"
