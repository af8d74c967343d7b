# pins: site.server-name/absent
# step: site
# es: Falta server_name.
# en: server_name is missing.
# shows: ! grep -q server_name "$SITE"
edit_site '/server_name/d'
