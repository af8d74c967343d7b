# pins: access.reachable/firewall
# step: access
# es: El cortafuegos del servidor (nftables) rechaza el puerto 80.
# en: The server's firewall (nftables) rejects port 80.
# shows: nft list ruleset | grep -q 'dport 80 reject'
nft add table inet filtro; nft add chain inet filtro entrada '{ type filter hook input priority 0; }'; nft add rule inet filtro entrada iif != lo tcp dport 80 reject with tcp reset
