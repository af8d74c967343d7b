# pins: gunicorn.loads/variable-missing
# step: application
# es: config.py toma la base de datos del entorno; está en .env, que lee pipenv y no systemd.
# en: config.py takes its database from the environment; it is in .env, which pipenv reads and systemd does not.
# shows: grep -q DATABASE_URL "$DIR/.env"
echo 'DATABASE_URL=sqlite:///datos.db' >> "$DIR/.env"
printf 'import os\n\n\nclass Config:\n    BASE = os.environ["DATABASE_URL"]\n' > "$DIR/config.py"; chown "$DEPLOY_USER:www-data" "$DIR/config.py"
sed -i 's#^from flask.*#&\n\nfrom config import Config#; s#^app = .*#app = Flask(__name__)\napp.config.from_object(Config)#' "$DIR/application.py"
restart_app
