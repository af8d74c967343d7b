# step: gunicorn
# es: Opciones cortas y pegadas: -w4 y --bind=.
# en: Short and glued options: -w4 and --bind=.
# shows: grep -q -e "-w4 --bind=unix" "$UNIT_FILE"
edit_unit 's/--workers 3 --bind /-w4 --bind=/'
