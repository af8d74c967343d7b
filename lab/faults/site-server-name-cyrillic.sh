# pins: site.server-name/look-alike
# step: site
# es: Una letra de server_name es cirílica (U+0430) y se ve igual.
# en: A letter of server_name is Cyrillic (U+0430) and looks the same.
# shows: ! grep -q 'server_name mi_aplicacion www.mi_aplicacion' "$SITE"
edit_site 's#server_name .*#server_name mi_\xd0\xb0plicacion www.mi_\xd0\xb0plicacion;#'
