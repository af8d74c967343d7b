# pins: gunicorn.arguments/words-for-a-shell
# step: service
# es: Detrás de ExecStart= hay && y otra orden con opciones suyas, que gunicorn no conoce.
# en: Behind ExecStart= stand && and another command with options of its own, which gunicorn does not know.
# shows: grep -q '^ExecStart=.*&& systemctl' "$UNIT_FILE"
edit_unit 's/^ExecStart=.*/& \&\& systemctl --no-block reload nginx/'
