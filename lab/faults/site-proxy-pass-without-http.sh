# pins: site.syntax/url-without-http
# step: site
# es: proxy_pass no empieza por http://.
# en: proxy_pass does not begin with http://.
# shows: ! nginx -t
edit_site 's|http://unix:|unix:|'
