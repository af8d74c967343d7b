# pins: virtualenv.lock-in-step/lacks
# step: virtualenv
# es: Se añadió un paquete al Pipfile y se copió a mano en Pipfile.lock el hash que el Pipfile tiene ahora.
# en: A package was added to the Pipfile, and the hash that the Pipfile has now was copied into Pipfile.lock by hand.
# shows: grep -q '^requests' "$DIR/Pipfile" && ! grep -q '"requests"' "$DIR/Pipfile.lock"
sed -i '/^gunicorn = /a requests = "*"' "$DIR/Pipfile"
lock_again
