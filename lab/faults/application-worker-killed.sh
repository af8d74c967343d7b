# pins: service.socket-answers/worker-killed
# step: application
# es: El proceso que atiende la página muere por SIGKILL, como cuando falta memoria.
# en: The process that serves the page dies of SIGKILL, as where memory is short.
# shows: grep -q 'SIGKILL' "$DIR/application.py"
cat > "$DIR/application.py" <<'END'
import os
import signal

from flask import Flask

app = Flask(__name__)


@app.route('/')
def portada():
    os.kill(os.getpid(), signal.SIGKILL)
END
restart_app
