# pins: gunicorn.loads/variable-missing
# step: application
# es: La aplicación toma SECRET_KEY del entorno; está en .env, que lee pipenv y no systemd.
# en: The application takes SECRET_KEY from its environment; it is in .env, which pipenv reads and systemd does not.
# shows: grep -q SECRET_KEY "$DIR/.env"
echo 'SECRET_KEY=una-clave-larga' >> "$DIR/.env"
sed -i '1i import os' "$DIR/application.py"; sed -i 's/^app = .*/&\napp.secret_key = os.environ["SECRET_KEY"]/' "$DIR/application.py"
restart_app
