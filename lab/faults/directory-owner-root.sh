# pins: directory.owner/root
# step: directory
# es: El chown se hizo como root: $USER valía root.
# en: The chown was run by root, where $USER is root.
# shows: [ "$(stat -c %U:%G "$DIR")" = root:www-data ]
chown -R root:www-data "$DIR"
restart_app
