# step: gunicorn
# es: La clave de la aplicación viene de un EnvironmentFile= de /etc/default.
# en: The application takes its key from an EnvironmentFile= in /etc/default.
# shows: grep -q ^EnvironmentFile= "$UNIT_FILE"
printf 'SECRET_KEY=0123456789abcdef\n' > /etc/default/mi_aplicacion
printf 'import os\n\n\nclass Config:\n    SECRET_KEY = os.environ["SECRET_KEY"]\n' > "$DIR/config.py"
sed -i 's#^from flask.*#&\n\nfrom config import Config#; s#^app = .*#app = Flask(__name__)\napp.config.from_object(Config)#' "$DIR/application.py"
chown "$DEPLOY_USER:www-data" "$DIR/config.py"
edit_unit 's#^WorkingDirectory#EnvironmentFile=/etc/default/mi_aplicacion\nWorkingDirectory#'
