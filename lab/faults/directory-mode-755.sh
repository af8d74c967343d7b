# pins: directory.mode/group-cannot-write
# step: directory
# es: El directorio se dejó con permisos 755: el grupo www-data no puede escribir en él.
# en: The directory was left with mode 755: the group www-data cannot write to it.
# shows: [ "$(stat -c %a "$DIR")" = 755 ]
chmod -R 755 "$DIR"
