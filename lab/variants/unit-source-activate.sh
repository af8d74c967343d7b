# step: service
# es: ExecStart= activa el entorno con source y arranca gunicorn con bash -c.
# en: ExecStart= activates the environment with source and starts gunicorn by bash -c.
# shows: grep -q 'source ' "$UNIT_FILE"
cat > "$VENV/bin/activate" <<EOF
VIRTUAL_ENV="$VENV"; export VIRTUAL_ENV
PATH="\$VIRTUAL_ENV/bin:\$PATH"; export PATH
EOF
edit_unit "s|^ExecStart=.*|ExecStart=/bin/bash -c 'source $VENV/bin/activate \&\& exec gunicorn --workers 3 --bind unix:$SOCK wsgi:app'|"
