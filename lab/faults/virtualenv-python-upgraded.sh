# pins: virtualenv.python/other-version
# step: virtualenv
# es: Los paquetes están en lib/python3.9 y bin/python es de otra versión: el entorno es de antes de actualizar.
# en: The packages lie in lib/python3.9 and bin/python is of another version: the environment is older than the upgrade.
# shows: [ -d "$VENV/lib/python3.9" ]
mv "$VENV"/lib/python3.1? "$VENV/lib/python3.9"
sed -i 's/3\.1[1-9][.0-9]*/3.9.2/g' "$VENV/pyvenv.cfg"
restart_app
