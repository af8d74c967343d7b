# pins: application.imports/missing
# step: application
# es: La aplicación importa un paquete que no está instalado.
# en: The application imports a package that is not installed.
# shows: grep -q flask_sqlalchemy "$DIR/application.py"
sed -i '1i from flask_sqlalchemy import SQLAlchemy' "$DIR/application.py"
restart_app
