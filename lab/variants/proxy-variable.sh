# step: site
# es: proxy_pass usa una variable que pone set.
# en: proxy_pass uses a variable that set defines.
# shows: grep -q 'proxy_pass http://$destino' "$SITE"
edit_site "s|proxy_pass .*|set \$destino unix:$SOCK; proxy_pass http://\$destino;|"
