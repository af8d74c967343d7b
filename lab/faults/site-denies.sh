# pins: access.status/forbidden
# step: access
# es: El sitio niega el acceso a todos.
# en: The site denies access to everybody.
# shows: grep -q "deny all" "$SITE"
edit_site '/proxy_pass/a deny all;'
