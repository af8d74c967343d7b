# pins: directory.mode
# says: chmod 755: el grupo no puede escribir.
chmod 755 $DIR
