# pins: service.user/misread
# step: service
# es: La a de User= es una letra cirílica (U+0430).
# en: The a of User= is a Cyrillic letter (U+0430).
# shows: ! grep -q '^User=usuario' "$UNIT_FILE"
edit_unit 's#^User=usuario#User=usu\xd0\xb0rio#'
