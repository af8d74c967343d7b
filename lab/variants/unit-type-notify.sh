# step: service
# es: La unidad es Type=notify, con ExecReload=, como en la documentación de gunicorn.
# en: The unit is Type=notify with ExecReload=, as in gunicorn's documentation.
# shows: grep -q ^Type=notify "$UNIT_FILE"
edit_unit '/^User=/i Type=notify\nExecReload=/bin/kill -s HUP $MAINPID\nPrivateTmp=true'
