# pins: site.syntax/no-such-host
# step: site
# es: En proxy_pass falta el dos puntos tras unix.
# en: In proxy_pass the colon after unix is missing.
# shows: grep -q http://unix/ "$SITE"
edit_site 's|http://unix:|http://unix|'
