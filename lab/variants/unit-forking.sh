# step: service
# es: La unidad es Type=forking y gunicorn pasa a segundo plano con --daemon.
# en: The unit is Type=forking, and gunicorn goes into the background by --daemon.
# shows: grep -q forking "$UNIT_FILE" && systemctl is-active "$UNIT"
edit_unit 's|--workers 3|--workers 3 --daemon --pid /run/mi/mi.pid|; s|^User=|Type=forking\nPIDFile=/run/mi/mi.pid\nRuntimeDirectory=mi\nUser=|'
