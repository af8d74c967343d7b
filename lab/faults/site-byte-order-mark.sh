# pins: site.syntax/look-alike
# step: site
# es: El archivo del sitio empieza por una marca de orden de bytes (U+FEFF).
# en: The site's file starts with a byte order mark (U+FEFF).
# shows: head -c3 "$SITE" | od -An -tx1 | grep -q 'ef bb bf'
sed -i '1s/^/\xef\xbb\xbf/' "$SITE"
restart_nginx
