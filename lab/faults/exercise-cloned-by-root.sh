# pins: directory.owner/root, directory.group/root, directory.mode/group-cannot-write
# on: exercise
# step: directory
# es: Se clonó con sudo y no se cambiaron después ni propietario ni permisos.
# en: It was cloned with sudo, and neither owner nor mode were changed afterwards.
# shows: [ "$(stat -c %U:%G "$DIR")" = root:root ]
systemctl stop "$UNIT"
chown -R root:root "$DIR"
chmod -R u=rwX,go=rX "$DIR"
restart_app
