# step: enabled-site
# es: El enlace del sitio es relativo y el sitio default se quitó.
# en: The site's link is relative and the default site was removed.
# shows: [ "$(readlink "$LINK")" = "../sites-available/$(basename "$SITE")" ]
ln -sf "../sites-available/$(basename "$SITE")" "$LINK"
rm /etc/nginx/sites-enabled/default
restart_nginx
