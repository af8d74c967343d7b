# server: bin/gunicorn is the script that uv writes, and RECORD has no hash of it
cat > "$VENV/bin/gunicorn" <<EOS
#!$VENV/bin/python
# -*- coding: utf-8 -*-
import sys
from gunicorn.app.wsgiapp import run
if __name__ == "__main__":
    if sys.argv[0].endswith("-script.pyw"):
        sys.argv[0] = sys.argv[0][:-11]
    elif sys.argv[0].endswith(".exe"):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(run())
EOS
restart_app
