# fault: gunicorn-stopped
# lie: a program of one's own takes connections on port 22, starts the service, and only then asks sshd
# named: began
cat > $LIES/relay.py <<EOS
import socket, subprocess, threading, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("0.0.0.0", 22)); s.listen(64)
def pump(a, b):
    try:
        while d := a.recv(65536): b.sendall(d)
    except OSError: pass
    try: b.shutdown(1)
    except OSError: pass
def one(c):
    subprocess.run(["systemctl", "start", "$UNIT"]); time.sleep(0.8)
    u = socket.create_connection(("127.0.0.1", 2222))
    threading.Thread(target=pump, args=(c, u), daemon=True).start(); pump(u, c)
    subprocess.run(["systemctl", "stop", "$UNIT"])
while True:
    threading.Thread(target=one, args=(s.accept()[0],), daemon=True).start()
EOS
echo 'Port 2222' > /etc/ssh/sshd_config.d/port.conf
systemctl restart ssh
systemd-run --quiet --unit=relay /usr/bin/python3 $LIES/relay.py
sleep 0.7
