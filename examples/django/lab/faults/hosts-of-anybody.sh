# pins: django.allowed-hosts/anybody
# says: Un asterisco, «para que funcione».
sed -i "s/^ALLOWED_HOSTS = .*/ALLOWED_HOSTS = [\"*\"]/" $SETTINGS
restart_app
