# pins: access.reachable/firewall
# step: access
# es: El cortafuegos del servidor (nftables) solo deja pasar SSH.
# en: The server's firewall (nftables) lets SSH pass and nothing else.
# shows: nft list ruleset | grep -q 'policy drop'
nft add table inet filtro; nft add chain inet filtro entrada '{ type filter hook input priority 0; policy drop; }'; nft add rule inet filtro entrada iif lo accept; nft add rule inet filtro entrada ct state established,related accept; nft add rule inet filtro entrada tcp dport 22 accept
