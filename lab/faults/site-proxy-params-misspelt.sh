# pins: site.syntax/no-such-file
# step: site
# es: El sitio incluye proxy_param, que no existe.
# en: The site includes proxy_param, which does not exist.
# shows: ! nginx -t
edit_site 's/include proxy_params/include proxy_param/'
