# pins: site.socket/letter-case
# step: site
# es: El nombre del socket cambia de mayúsculas entre la unidad y el sitio.
# en: The socket's name has another letter case in the site than in the unit.
# shows: grep -q Mi_Aplicacion.sock "$SITE"
edit_site 's|mi_aplicacion\.sock|Mi_Aplicacion.sock|'
