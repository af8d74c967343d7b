# pins: service.workers/none
# step: service
# es: WEB_CONCURRENCY=0 en la unidad, y ningún --workers: gunicorn arranca y nadie contesta.
# en: WEB_CONCURRENCY=0 in the unit, and no --workers: gunicorn starts and nobody answers.
# shows: grep -q WEB_CONCURRENCY=0 "$UNIT_FILE" && ! grep -q -e --workers "$UNIT_FILE"
edit_unit 's| --workers 3||; s|^ExecStart=|Environment=WEB_CONCURRENCY=0\n&|'
