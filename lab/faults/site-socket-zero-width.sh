# pins: site.socket/look-alike
# step: site
# es: En la ruta de proxy_pass hay un carácter invisible (U+200B).
# en: The path of proxy_pass has an invisible character (U+200B).
# shows: ! grep -q 'mi_aplicacion.sock;' "$SITE"
edit_site 's#mi_aplicacion.sock;#mi_aplicacion.sock\xe2\x80\x8b;#'
