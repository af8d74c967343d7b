# pins: access.reachable/firewall
# step: access
# es: Un cortafuegos del propio servidor (nftables) descarta lo que llega al puerto 80.
# en: A firewall of the server's own (nftables) drops what comes to port 80.
# shows: nft list ruleset | grep -q 'dport 80 drop'
nft add table inet filtro; nft add chain inet filtro entrada '{ type filter hook input priority 0; }'; nft add rule inet filtro entrada iif != lo tcp dport 80 drop
