# step: site
# es: proxy_pass acaba en :/ y con tiempos de espera propios.
# en: proxy_pass ends in :/ and has timeouts of its own.
# shows: grep -q "\.sock:/;" "$SITE"
edit_site 's|\.sock;|.sock:/; proxy_read_timeout 90; proxy_redirect off;|'
