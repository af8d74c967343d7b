# pins: service.active/stopped
# step: service
# es: El servicio está parado; su clave llega con LoadCredential=.
# en: The service is stopped; its key comes by LoadCredential=.
# shows: ! systemctl is-active "$UNIT" && grep -q ^LoadCredential= "$UNIT_FILE"
printf 0123456789abcdef > /etc/clave-de-la-aplicacion
chmod 600 /etc/clave-de-la-aplicacion
cat > "$DIR/config.py" <<'PY'
import os
import pathlib

CLAVE = (pathlib.Path(os.environ['CREDENTIALS_DIRECTORY']) / 'clave').read_text()
assert CLAVE == '0123456789abcdef'
PY
chown "$DEPLOY_USER:www-data" "$DIR/config.py"
sed -i 's#^from flask.*#&\n\nfrom config import CLAVE#; s#^app = .*#&\napp.secret_key = CLAVE#' "$DIR/application.py"
edit_unit 's#^Group=.*#&\nLoadCredential=clave:/etc/clave-de-la-aplicacion#'
systemctl stop "$UNIT"
