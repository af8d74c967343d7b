# pins: service.environment/misread
# step: service
# es: El PATH de Environment= empieza por ~, que nadie sustituye.
# en: The PATH of Environment= begins with ~, which nobody expands.
# shows: grep -q 'PATH=~' "$UNIT_FILE"
edit_unit '/^Environment=/s|/home/usuario|~|'
