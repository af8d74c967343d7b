# pins: service.socket-answers/error-in-application
# step: access
# es: La aplicación responde con un error 500.
# en: The application answers with error 500.
# shows: grep -q "return pagina" "$DIR/application.py"
sed -i "s/return '.*/return pagina/" "$DIR/application.py"
restart_app
