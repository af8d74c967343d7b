# step: gunicorn
# es: gunicorn.conf.py hace que escuche en el socket y en 127.0.0.1:5000.
# en: gunicorn.conf.py makes it listen on the socket and on 127.0.0.1:5000.
# shows: ss -tlnH "sport = :5000" | grep -q .
printf 'bind = ["127.0.0.1:5000", "unix:%s"]\n' "$SOCK" > "$DIR/gunicorn.conf.py"
chown "$DEPLOY_USER:www-data" "$DIR/gunicorn.conf.py"
edit_unit 's# --bind unix:[^ ]*##'
