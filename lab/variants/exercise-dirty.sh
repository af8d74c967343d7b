# on: exercise
# step: exercise
# es: Archivos del clon cambiados y otros sin seguir, entre ellos una copia de seguridad.
# en: Files of the clone changed and others untracked, a backup among them.
# shows: [ -e "$DIR/app.py.bak" ] && grep -q Bienvenido "$DIR/templates/index.html"
cp "$DIR/app.py" "$DIR/app.py.bak"
sed -i 's/Welcome/Bienvenido/' "$DIR/templates/index.html"
printf '\n# gunicorn va aparte\n' >> "$DIR/requirements.txt"
restart_app
