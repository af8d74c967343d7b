# pins: service.group/misread
# step: service
# es: El guion de www-data es U+2011, que se ve igual.
# en: The hyphen of www-data is U+2011, which looks the same.
# shows: ! grep -q '^Group=www-data' "$UNIT_FILE"
edit_unit 's#^Group=.*#Group=www\xe2\x80\x91data#'
