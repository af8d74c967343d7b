# pins: service.current/other-code
# step: service
# es: La aplicación daba 500 y se corrigió, pero el servicio sigue en marcha con el código de antes.
# en: The application answered 500 and was corrected, but the service still runs the code of before.
# shows: ! grep -q 1/0 "$DIR/application.py" && [ -e /root/right ]
cp -p "$DIR/application.py" /root/right
sed -i 's|^def index.*|&\n    1/0|' "$DIR/application.py"
restart_app
sleep 1.1
cat /root/right > "$DIR/application.py"
