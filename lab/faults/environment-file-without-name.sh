# pins: gunicorn.loads/variable-missing
# step: gunicorn
# es: La aplicación pide SECRET_KEY y el EnvironmentFile= la llama SECRETKEY.
# en: The application wants SECRET_KEY, and the EnvironmentFile= calls it SECRETKEY.
# shows: grep -q ^SECRETKEY= /etc/default/mi_aplicacion
printf 'SECRETKEY=0123456789abcdef\n' > /etc/default/mi_aplicacion
printf '\nimport os\n\napp.secret_key = os.environ["SECRET_KEY"]\n' >> "$DIR/application.py"
edit_unit 's#^WorkingDirectory#EnvironmentFile=/etc/default/mi_aplicacion\nWorkingDirectory#'
