# pins: directory.mode/anybody-writes
# step: directory
# es: El directorio se dejó con permisos 777: cualquiera puede escribir en él.
# en: The directory was left with mode 777: anybody may write to it.
# shows: [ "$(stat -c %a "$DIR")" = 777 ]
chmod -R 777 "$DIR"
