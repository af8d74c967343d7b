# step: service
# es: PATH sin comillas, con los directorios del sistema detrás.
# en: PATH without quotes, with the system's directories behind it.
# shows: grep -q "^Environment=PATH=.*:/usr/bin:/bin" "$UNIT_FILE"
edit_unit 's|^Environment="\(.*\)"|Environment=PATH=/usr/local/bin:\1:/usr/bin:/bin|; s|:PATH=|:|'
