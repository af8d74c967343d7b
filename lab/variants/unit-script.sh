# step: service
# es: ExecStart= ejecuta un guion del directorio que arranca gunicorn.
# en: ExecStart= runs a script of the directory that starts gunicorn.
# shows: grep -q start.sh "$UNIT_FILE"
cat > "$DIR/start.sh" <<EOF
#!/bin/bash
cd $DIR
source $VENV/bin/activate 2>/dev/null
exec $VENV/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app
EOF
chmod 775 "$DIR/start.sh"; chown usuario:www-data "$DIR/start.sh"
edit_unit "s|^ExecStart=.*|ExecStart=$DIR/start.sh|"
