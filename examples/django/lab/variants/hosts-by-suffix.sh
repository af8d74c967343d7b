# says: ALLOWED_HOSTS con un punto delante.
sed -i "s/^ALLOWED_HOSTS = .*/ALLOWED_HOSTS = [\".midjango.test\"]/" $SETTINGS
restart_app
