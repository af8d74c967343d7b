# step: service
# es: PATH acaba en :$PATH, que systemd no sustituye.
# en: PATH ends in :$PATH, which systemd does not expand.
# shows: grep -q '^Environment=.*:$PATH"' "$UNIT_FILE"
edit_unit '/^Environment=/s|/bin"|/bin:$PATH"|'
