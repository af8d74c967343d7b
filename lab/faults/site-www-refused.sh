# pins: access.www/forbidden
# step: access
# es: El sitio rechaza las peticiones con www.
# en: The site refuses requests by the name with www.
# shows: grep -q "return 403" "$SITE"
edit_site '/server_name/a if ($host ~ ^www) { return 403; }'
