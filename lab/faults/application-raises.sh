# pins: gunicorn.loads/variable-missing
# step: gunicorn
# es: La aplicación falla al cargarse: pide una variable que no existe.
# en: The application fails as it loads: it asks for a variable that is not there.
# shows: grep -q SECRETO "$DIR/application.py"
cat >> "$DIR/application.py" <<'EOF'

import os

app.secret_key = os.environ['SECRETO']
EOF
restart_app
