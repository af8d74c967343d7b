# pins: virtualenv.gunicorn/other-interpreter
# step: virtualenv
# es: bin/gunicorn nombra el Python de un entorno de root, al que el usuario no puede llegar.
# en: bin/gunicorn names the Python of an environment of root's, which the user cannot get to.
# shows: head -1 "$VENV/bin/gunicorn" | grep -q '#!/root'
cp -a "$VENV" /root/entorno
sed -i '1s|.*|#!/root/entorno/bin/python|' "$VENV/bin/gunicorn"
restart_app
