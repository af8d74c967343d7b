# es: El archivo hosts del cliente tiene una línea para cada nombre, otras prácticas y un resto antiguo detrás.
# en: The client's hosts file has a line for each name, other practices, and an old rest behind.
# shows: grep -c aplicacion /root/client-hosts | grep -qx 4
printf '127.0.0.1 localhost\n192.168.X.X otra_aplicacion\n%s %s\n%s www.%s\n192.0.2.10 %s\n' "$ADDRESS" "$APP" "$ADDRESS" "$APP" "$APP" > "$CLIENT_HOSTS"
