# on: exercise
# step: exercise
# es: Las versiones están en el Pipfile como tablas, y otra dependencia está escrita con mayúsculas.
# en: The versions are in the Pipfile as tables, and a further one is written in capitals.
# shows: grep -q 'Werkzeug = {' "$DIR/Pipfile"
sed -i 's/^flask = .*/flask = {version = "==2.0.2"}/; s/^werkzeug = .*/Werkzeug = {version = "===2.2.2", index = "pypi"}/' "$DIR/Pipfile"
lock_again
