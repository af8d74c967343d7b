# pins: service.keys/look-alike
# step: service
# es: Delante de Group= hay un carácter invisible (U+200B).
# en: An invisible character (U+200B) stands before Group=.
# shows: ! grep -q '^Group=' "$UNIT_FILE"
edit_unit 's#^Group=#\xe2\x80\x8bGroup=#'
