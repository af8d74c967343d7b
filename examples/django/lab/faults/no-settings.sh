# pins: django.settings
# says: settings.py tiene otro nombre.
mv $SETTINGS $DIR/proyecto/ajustes.py
sed -i s/proyecto.settings/proyecto.ajustes/ $DIR/proyecto/wsgi.py $DIR/manage.py
restart_app
