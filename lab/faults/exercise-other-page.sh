# pins: exercise.page/other-title
# on: exercise
# step: exercise
# es: app.py se sustituyó por una página propia.
# en: app.py was replaced by a page of one's own.
# shows: grep -q "Mi pagina" "$DIR/app.py"
cat > "$DIR/app.py" <<'EOF'
from flask import Flask

app = Flask(__name__)


@app.route('/')
def index():
    return '<title>Mi pagina</title><h1>Hola</h1>'
EOF
restart_app
