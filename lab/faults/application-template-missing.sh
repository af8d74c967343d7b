# pins: service.socket-answers/error-in-application
# step: service
# es: El directorio de las plantillas se llama template.
# en: The directory of the templates is called template.
# shows: [ -d "$DIR/template" ]
mkdir "$DIR/template"; echo '<h1>Hola</h1>' > "$DIR/template/index.html"
printf "from flask import Flask, render_template\n\napp = Flask(__name__)\n\n@app.route('/')\ndef index():\n    return render_template('index.html')\n" > "$DIR/application.py"
restart_app
