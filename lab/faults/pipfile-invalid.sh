# pins: virtualenv.pipfile/bad-line
# step: virtualenv
# es: El Pipfile se editó a mano y ya no es TOML.
# en: The Pipfile was edited by hand and is no longer TOML.
# shows: grep -q '^flask = \*' "$DIR/Pipfile"
sed -i 's/^flask = .*/flask = */' "$DIR/Pipfile"
