# fault: firewall-rejects-web
# lie: what sshd runs at every login opens the firewall
# named: before we logged in
echo '[ "$(id -u)" = 0 ] && /usr/sbin/nft flush ruleset || sudo /usr/sbin/nft flush ruleset' > /etc/ssh/sshrc
