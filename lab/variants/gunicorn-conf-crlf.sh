# step: gunicorn
# es: gunicorn.conf.py acaba en CR LF, y sudo pide contraseña.
# en: gunicorn.conf.py ends its lines in CR LF, and sudo asks for the password.
# shows: grep -q "$(printf '\r')" "$DIR/gunicorn.conf.py"
printf 'bind = "unix:%s"\r\nworkers = 3\r\n' "$SOCK" > "$DIR/gunicorn.conf.py"
printf 'usuario ALL=(ALL) ALL\n' > /etc/sudoers.d/usuario
edit_unit 's/ --workers 3 --bind [^ ]*//'
