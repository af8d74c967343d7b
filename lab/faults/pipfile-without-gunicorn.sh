# pins: virtualenv.pipfile-gunicorn/missing
# step: virtualenv
# es: gunicorn se instaló con pip dentro del entorno y no figura en el Pipfile.
# en: gunicorn was installed with pip inside the environment and is not in the Pipfile.
# shows: ! grep -q '^gunicorn ' "$DIR/Pipfile"
forget_package gunicorn
