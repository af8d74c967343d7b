# pins: site.server-name/semicolon-missing
# step: site
# es: Falta el punto y coma de server_name: nginx toma access_log por un nombre más y no protesta.
# en: The semicolon after server_name is missing: nginx takes access_log for one more name and does not complain.
# shows: ! grep -q "server_name.*;" "$SITE"
edit_site '/server_name/s/;//'
