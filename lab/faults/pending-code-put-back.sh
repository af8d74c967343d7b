# pins: service.active/not-started-since
# step: service
# es: El servicio falló por un error de sintaxis; se recuperó la copia de antes, con su fecha, y nadie lo ha vuelto a iniciar.
# en: The service failed for a syntax error; the copy of before was put back, with its date, and nobody has started it since.
# shows: systemctl is-failed "$UNIT" && [ ! -e "$DIR/application.py.orig" ] && python3 -c "compile(open('$DIR/application.py').read(), 'x', 'exec')"
cp -p "$DIR/application.py" "$DIR/application.py.orig"
sed -i 's|^def index():|def index()|' "$DIR/application.py"
restart_app
sleep 1.1
mv "$DIR/application.py.orig" "$DIR/application.py"
