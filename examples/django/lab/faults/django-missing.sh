# pins: django.installed, service.active
# says: Alguien quitó Django del entorno virtual, y gunicorn ya no arranca.
rm -r /home/$DEPLOY_USER/.local/share/virtualenvs/*/lib/python3*/site-packages/django
restart_app || true
