# pins: service.workers/none
# step: service
# es: --workers 0: gunicorn arranca y nadie contesta.
# en: --workers 0: gunicorn starts and nobody answers.
# shows: grep -q -e '--workers 0' "$UNIT_FILE"
edit_unit 's|--workers 3|--workers 0|'
