# pins: django.debug
# says: DEBUG se quedó encendido.
sed -i "s/^DEBUG = .*/DEBUG = True/" $SETTINGS
restart_app
