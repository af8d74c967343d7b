# pins: application.compiles/syntax
# step: application
# es: application.py tiene una cadena sin cerrar.
# en: application.py has a string that is not closed.
# shows: ! python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$DIR/application.py"
sed -i "s/h1>'\$/h1>/" "$DIR/application.py"
restart_app
