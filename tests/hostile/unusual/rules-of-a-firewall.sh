# server: nftables lets in SSH and the web alone, limits both, and counts
nft -f - <<'EOS'
table inet filtro {
    chain entrada {
        type filter hook input priority 0; policy drop;
        ct state established,related accept
        iif lo accept
        tcp dport 22 ct state new limit rate 60/minute burst 60 packets counter accept
        tcp dport { 80, 443 } counter accept
        icmp type echo-request accept
    }
}
EOS
rm -r $LIES
