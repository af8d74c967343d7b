# pins: service.active/stopped
# step: service
# es: El servicio está parado; su clave la da SetCredential=, y otra viene de un directorio de /etc/credstore.
# en: The service is stopped; SetCredential= gives its key, and another comes from a directory in /etc/credstore.
# shows: ! systemctl is-active "$UNIT" && grep -q ^SetCredential= "$UNIT_FILE"
mkdir -p /etc/credstore/claves
printf tercera > /etc/credstore/claves/tercera
cat > "$DIR/config.py" <<'PY'
import os

with open(os.environ['CLAVE']) as archivo:
    CLAVE = archivo.read()
with open(os.environ['CREDENTIALS_DIRECTORY'] + '/claves_tercera') as archivo:
    TERCERA = archivo.read()
if (CLAVE, TERCERA) != ('uno dos:tres\n', 'tercera'):
    raise ImportError('claves')
PY
chown "$DEPLOY_USER:www-data" "$DIR/config.py"
sed -i 's#^from flask.*#&\n\nfrom config import CLAVE#; s#^app = .*#&\napp.secret_key = CLAVE#' "$DIR/application.py"
edit_unit 's#^Group=.*#&\nSetCredential=clave:uno dos:tres\\n\nLoadCredential=claves:/etc/credstore/claves\nEnvironment=CLAVE=%d/clave#'
systemctl stop "$UNIT"
