# server: 2,000 ports and 1,000 sockets are listened on, and 700 processes run
cat > /opt/many.py <<'EOS'
import os, socket, time
os.makedirs("/srv/many", exist_ok=True)
held = []
for port in range(20_000, 22_000):
    held.append(socket.create_server(("127.0.0.1", port)))
for number in range(1_000):
    held.append(socket.socket(socket.AF_UNIX))
    held[-1].bind("/srv/many/a socket  %d" % number)
    held[-1].listen()
for _ in range(700):
    if not os.fork():
        for one in held:
            one.close()
        time.sleep(900)
time.sleep(900)
EOS
systemd-run --quiet --unit=many -p LimitNOFILE=8192 -p TasksMax=infinity /usr/bin/python3 /opt/many.py
sleep 3
rm -r $LIES
