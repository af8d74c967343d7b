# pins: site.server-name/look-alike
# step: site
# es: En server_name hay un carácter invisible (U+200B).
# en: server_name has an invisible character (U+200B).
# shows: ! grep -q 'server_name mi_aplicacion www' "$SITE"
edit_site 's#server_name mi_aplicacion #server_name mi_apli\xe2\x80\x8bcacion #'
