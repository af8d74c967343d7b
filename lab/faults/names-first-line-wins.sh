# pins: names.server-name/earlier-line
# step: names
# es: En el archivo hosts del cliente hay una línea antigua delante de la buena.
# en: In the client's hosts file an old line stands before the good one.
# shows: grep -c 'mi_aplicacion' /root/client-hosts | grep -qx 2 && head -n 1 /root/client-hosts | grep -q 192.0.2.10
printf '192.0.2.10 %s www.%s\n%s %s www.%s\n' "$APP" "$APP" "$ADDRESS" "$APP" "$APP" > "$CLIENT_HOSTS"
