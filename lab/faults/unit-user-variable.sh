# pins: service.user/misread
# step: service
# es: User= vale $USER, que systemd no sustituye.
# en: User= is $USER, which systemd does not replace.
# shows: grep -q '^User=$USER' "$UNIT_FILE"
edit_unit 's|^User=.*|User=$USER|'
