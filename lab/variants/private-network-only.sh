# step: service
# es: La unidad no tiene red (PrivateNetwork=yes): el socket está en su propio espacio de nombres.
# en: The unit has no network (PrivateNetwork=yes): the socket is in a namespace of its own.
# shows: grep -q ^PrivateNetwork "$UNIT_FILE"
edit_unit 's#^Group=.*#&\nPrivateNetwork=yes#'
