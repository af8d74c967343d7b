# pins: virtualenv.pipfile-flask/no-packages, virtualenv.pipfile-gunicorn/no-packages
# step: virtualenv
# es: Los paquetes se instalaron con pip dentro del entorno: el Pipfile no los tiene.
# en: The packages were installed with pip inside the environment: the Pipfile lacks them.
# shows: ! grep -q -e '^flask ' -e '^gunicorn ' "$DIR/Pipfile"
forget_package flask
forget_package gunicorn
