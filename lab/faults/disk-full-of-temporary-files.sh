# pins: service.active/no-room
# step: service
# es: El disco está lleno, y gunicorn no puede crear el archivo temporal de cada worker.
# en: The disk is full, and gunicorn cannot make each worker's temporary file.
# shows: df /tmp | grep -q '100%'
for d in /tmp /var/tmp; do mount -t tmpfs -o size=64k,mode=1777 tmpfs $d; dd if=/dev/zero of=$d/lleno bs=1k count=100 2>/dev/null || true; done
rm -rf "$DIR/__pycache__"; cp -a "$DIR" /root/copia; mount -t tmpfs -o size=1M tmpfs "$DIR"; cp -a /root/copia/. "$DIR/"; dd if=/dev/zero of="$DIR/datos.bin" bs=1k count=2000 2>/dev/null || true
restart_app
