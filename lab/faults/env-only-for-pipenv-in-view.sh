# pins: service.socket-answers/variable-missing
# step: application
# es: La vista lee del entorno una variable de .env, que systemd no carga: error 500.
# en: The view reads a variable of .env from the environment, which systemd does not load: error 500.
# shows: grep -q SALUDO "$DIR/.env"
echo 'SALUDO=Hola' >> "$DIR/.env"
sed -i '1i import os' "$DIR/application.py"; sed -i "s|^ *return .*|    return os.environ['SALUDO']|" "$DIR/application.py"
restart_app
