# pins: site.syntax/look-alike
# step: site
# es: Detrás de proxy_pass hay un espacio de no separación (U+00A0).
# en: A no-break space (U+00A0) stands behind proxy_pass.
# shows: ! grep -q 'proxy_pass http' "$SITE"
edit_site 's#proxy_pass #proxy_pass\xc2\xa0#'
