# pins: directory.owner/root, directory.group/root
# step: directory
# es: Falta el chown: el directorio es de root:root.
# en: The chown is missing: the directory belongs to root:root.
# shows: [ "$(stat -c %U:%G "$DIR")" = root:root ]
chown -R root:root "$DIR"
restart_app
