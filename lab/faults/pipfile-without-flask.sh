# pins: virtualenv.pipfile-flask/missing
# step: virtualenv
# es: flask se instaló con pip dentro del entorno y no figura en el Pipfile.
# en: flask was installed with pip inside the environment and is not in the Pipfile.
# shows: ! grep -q '^flask ' "$DIR/Pipfile"
forget_package flask
