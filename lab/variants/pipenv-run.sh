# step: service
# es: ExecStart usa pipenv run, partido en varias líneas con barra invertida.
# en: ExecStart uses pipenv run, split over lines with backslashes.
# shows: grep -q "pipenv run" "$UNIT_FILE"
edit_unit "s|^ExecStart=[^ ]* \(.*\) --bind|ExecStart=/usr/bin/pipenv run gunicorn \1 \\\\\\n    --bind|; s|/bin\"|/bin:/usr/bin:/bin\"|"
