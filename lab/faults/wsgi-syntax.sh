# pins: application.wsgi-compiles/indentation
# step: application
# es: wsgi.py tiene la sangría mal.
# en: wsgi.py is indented wrongly.
# shows: ! python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$DIR/wsgi.py"
sed -i 's/^ *app.run/app.run/' "$DIR/wsgi.py"
restart_app
