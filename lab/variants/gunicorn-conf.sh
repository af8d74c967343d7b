# step: gunicorn
# es: Las opciones de gunicorn están en gunicorn.conf.py y no en la unidad.
# en: gunicorn's options are in gunicorn.conf.py and not in the unit.
# shows: [ -e "$DIR/gunicorn.conf.py" ] && ! grep -q -e --bind "$UNIT_FILE"
cat > "$DIR/gunicorn.conf.py" <<EOF
bind = 'unix:$SOCK'
workers = 3
EOF
chown "$DEPLOY_USER:www-data" "$DIR/gunicorn.conf.py"
chmod 775 "$DIR/gunicorn.conf.py"
edit_unit 's/ --workers 3 --bind [^ ]*//'
