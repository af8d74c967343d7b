# pins: service.environment/misread
# step: service
# es: Environment= lleva comillas tipográficas.
# en: Environment= has typographic quotes.
# shows: grep -q '^Environment=“' "$UNIT_FILE"
edit_unit 's#^Environment="\(.*\)"#Environment=“\1”#'
