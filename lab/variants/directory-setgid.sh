# step: directory
# es: El directorio lleva además el bit setgid (2775).
# en: The directory has the setgid bit as well (2775).
# shows: [ "$(stat -c %a "$DIR")" = 2775 ]
chmod 2775 "$DIR"
