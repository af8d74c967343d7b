# step: virtualenv
# es: El entorno se hizo con python3 -m venv .venv, sin pipenv.
# en: The environment was made by python3 -m venv .venv, without pipenv.
# shows: [ -x "$DIR/.venv/bin/gunicorn" ] && [ ! -d "$VENV" ] || grep -q "$DIR/.venv" "$UNIT_FILE"
systemctl stop "$UNIT"
student "cd '$DIR' && python3 -m venv --without-pip .venv"
cp -a "$VENV"/lib/python3*/site-packages/. "$DIR"/.venv/lib/python3*/site-packages/
for s in gunicorn flask; do sed "s|$VENV|$DIR/.venv|g" "$VENV/bin/$s" > "$DIR/.venv/bin/$s"; chmod 755 "$DIR/.venv/bin/$s"; done
chown -R usuario:usuario "$DIR/.venv"
rm -rf "$VENV"
edit_unit "s|$VENV|$DIR/.venv|g"
