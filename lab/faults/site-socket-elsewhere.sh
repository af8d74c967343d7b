# pins: site.socket/another
# step: site
# es: proxy_pass nombra el socket de otro directorio.
# en: proxy_pass names a socket in another directory.
# shows: grep -q /var/www/myproject "$SITE"
edit_site 's|unix:[^;]*|unix:/var/www/myproject/myproject.sock|'
