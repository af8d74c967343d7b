# pins: directory.mode/others-shut-out
# step: directory
# es: El directorio se dejó con permisos 770: los demás no pueden leerlo.
# en: The directory was left with mode 770: others cannot read it.
# shows: [ "$(stat -c %a "$DIR")" = 770 ]
chmod -R 770 "$DIR"
