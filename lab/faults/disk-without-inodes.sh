# pins: service.bind/no-room
# step: service
# es: En el disco del directorio no caben más archivos (sin inodos), y gunicorn no puede crear su socket.
# en: The directory's disk takes no more files (no inodes), and gunicorn cannot make its socket.
# shows: df -i "$DIR" | grep -q '100%'
systemctl stop "$UNIT"
rm -rf "$DIR/__pycache__"; cp -a "$DIR" /root/copia; mount -t tmpfs -o nr_inodes=40 tmpfs "$DIR"; cp -a /root/copia/. "$DIR/"; for i in $(seq 50); do touch "$DIR/sesion$i.txt" 2>/dev/null || true; done
restart_app
