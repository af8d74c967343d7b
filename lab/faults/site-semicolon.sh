# pins: site.syntax/semicolon-missing
# step: site
# es: Falta un punto y coma en el sitio; nginx ya no pudo reiniciarse.
# en: A semicolon is missing in the site; nginx could not be restarted.
# shows: ! nginx -t
edit_site '/listen/s/;//'
