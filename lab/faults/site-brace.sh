# pins: site.syntax/brace-left-open
# step: site
# es: Falta una llave en el sitio.
# en: A brace is missing in the site.
# shows: ! nginx -t
edit_site '$d'
