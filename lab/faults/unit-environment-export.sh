# pins: service.environment/misread
# step: service
# es: Environment= lleva export delante, como en la shell.
# en: Environment= has export before it, as in a shell.
# shows: grep -q 'Environment="export' "$UNIT_FILE"
edit_unit 's|^Environment="|Environment="export |'
