# pins: application.compiles/encoding
# step: application
# es: application.py se guardó en Latin-1.
# en: application.py was saved in Latin-1.
# shows: ! iconv -f utf-8 -t utf-8 "$DIR/application.py" > /dev/null
printf "from flask import Flask\n\napp = Flask(__name__)\n\n@app.route('/')\ndef index():\n    return '<h1>Aplicaci\363n</h1>'\n" > "$DIR/application.py"
restart_app
