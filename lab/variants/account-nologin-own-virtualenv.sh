# step: service
# es: La cuenta sin shell es dueña también del entorno virtual, en /opt.
# en: The account without a shell owns the virtual environment, too, in /opt.
# shows: [ -x /opt/entorno/bin/gunicorn ]
systemctl stop "$UNIT"
useradd --system --no-create-home --shell /usr/sbin/nologin servicio
mv "$VENV" /opt/entorno
rm -f /opt/entorno/.project
grep -rlI --exclude-dir=lib -F "$VENV" /opt/entorno | xargs sed -i "s|$VENV|/opt/entorno|g"
chown -R servicio:www-data "$DIR" /opt/entorno
edit_unit "s/^User=.*/User=servicio/; s|$VENV|/opt/entorno|g"
