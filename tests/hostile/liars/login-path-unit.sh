# fault: firewall-drops-web
# lie: a path unit sees the session that logind notes, and opens the firewall
# named: began
printf '[Path]\nPathChanged=/run/systemd/sessions\n' > /etc/systemd/system/mend.path
printf '[Service]\nExecStart=/usr/sbin/nft flush ruleset\n' > /etc/systemd/system/mend.service
systemctl daemon-reload; systemctl start mend.path
