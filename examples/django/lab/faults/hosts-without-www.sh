# pins: django.allowed-hosts/not-named
# says: Falta el nombre con www.
sed -i "s/^ALLOWED_HOSTS = .*/ALLOWED_HOSTS = [\"midjango.test\"]/" $SETTINGS
restart_app
