# pins: site.listen/no-such-address
# step: site
# es: listen nombra una dirección interna del servidor, a la que sus visitas no llegan.
# en: listen names an internal address of the server's, which its visitors do not get to.
# shows: grep -q 'listen 10.200.0.1:80' "$SITE"
ip link add interna type dummy && ip address add 10.200.0.1/24 dev interna && ip link set interna up
edit_site 's/listen 80;/listen 10.200.0.1:80;/'
