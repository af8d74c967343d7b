# pins: gunicorn.loads/reads-arguments
# step: application
# es: La aplicación toma su puerto de sys.argv[1] al importarse.
# en: The application takes its port from sys.argv[1] when it is imported.
# shows: grep -q 'sys.argv' "$DIR/application.py"
sed -i '1i import sys\nPUERTO = int(sys.argv[1])' "$DIR/application.py"
restart_app
