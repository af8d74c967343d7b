# says: The program was started a moment ago, and listens four seconds later.
sed -i "s#^ExecStart=.*#ExecStart=/bin/sh -c 'sleep 4; exec python3 -m http.server --bind 127.0.0.1 8000'#" $UNIT
restart_app
