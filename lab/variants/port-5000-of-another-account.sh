# step: gunicorn
# es: El puerto 5000 es de un programa que otra persona dejó en marcha en su cuenta.
# en: Port 5000 is a program that another person left running in their account.
# shows: ss -tlnH "sport = :5000" | grep -q .
useradd --create-home jorge
systemd-run --quiet --scope --uid=jorge --working-directory=/home/jorge \
    sh -c 'nohup /usr/bin/python3 -m http.server 5000 >/dev/null 2>&1 &'
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5000' | grep -q .; then break; fi
    sleep 0.1
done
