# step: gunicorn
# es: La aplicación tarda doce segundos en cargar (un modelo grande).
# en: The application takes twelve seconds to load (a large model).
# shows: grep -q "sleep(12)" "$DIR/application.py"
sed -i '1i import time\n\ntime.sleep(12)' "$DIR/application.py"
restart_app
settle_app
settle_app
