# step: service
# es: EnvironmentFile= con comillas, comentarios y una línea vacía; el servicio tiene esas variables.
# en: EnvironmentFile= with quotes, comments and an empty line; the service has those variables.
# shows: systemctl show -p EnvironmentFiles "$UNIT" | grep -q ajustes
printf '# ajustes\n\nTEMA="azul oscuro"\nCLAVE=un valor\nOTRA='"'x\$y'"'\nLARGA=a\\\nb\n' > /etc/default/ajustes
edit_unit 's|^WorkingDirectory=|EnvironmentFile=-/etc/default/ajustes\nEnvironment=TEMA=rojo IDIOMA=es\n&|'
