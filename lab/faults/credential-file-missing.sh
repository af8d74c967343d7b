# pins: service.active/no-credential
# step: service
# es: LoadCredential= nombra un archivo que no existe: systemd no inicia el servicio (243/CREDENTIALS).
# en: LoadCredential= names a file that does not exist: systemd does not start the service (243/CREDENTIALS).
# shows: systemctl show -p ExecMainStatus --value "$UNIT" | grep -qx 243
cat > "$DIR/config.py" <<'PY'
import os
import pathlib

CLAVE = (pathlib.Path(os.environ['CREDENTIALS_DIRECTORY']) / 'clave').read_text()
PY
chown "$DEPLOY_USER:www-data" "$DIR/config.py"
sed -i 's#^from flask.*#&\n\nfrom config import CLAVE#; s#^app = .*#&\napp.secret_key = CLAVE#' "$DIR/application.py"
edit_unit 's#^Group=.*#&\nLoadCredential=clave:/etc/clave-de-la-aplicacion#'
