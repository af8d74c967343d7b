# pins: virtualenv.pipfile/look-alike
# step: virtualenv
# es: El Pipfile lleva comillas tipográficas.
# en: The Pipfile has typographic quotes.
# shows: grep -q '“' "$DIR/Pipfile"
sed -i 's/^flask = .*/flask = “*”/' "$DIR/Pipfile"
