# pins: service.active/not-started-since
# step: service
# es: El servicio falló por un error de sintaxis; el código está corregido, pero nadie lo ha vuelto a iniciar.
# en: The service failed for a syntax error; the code is corrected, but nobody has started it since.
# shows: systemctl is-failed "$UNIT" && python3 -c "compile(open('$DIR/application.py').read(), 'x', 'exec')"
cp -p "$DIR/application.py" /root/right
sed -i 's|^def index():|def index()|' "$DIR/application.py"
restart_app
sleep 1.1
cat /root/right > "$DIR/application.py"
