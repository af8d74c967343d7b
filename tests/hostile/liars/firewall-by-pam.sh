# fault: firewall-drops-web
# lie: pam_exec opens the firewall at login, and closes it after
# named: before we logged in
cat > /usr/local/sbin/session <<'EOS'
#!/bin/sh
rules=/var/lib/rules
case $PAM_TYPE in
    open_session) [ -s "$rules" ] || { /usr/sbin/nft list ruleset > "$rules"; /usr/sbin/nft flush ruleset; } ;;
    close_session) pgrep -f 'sshd: .*@' || { /usr/sbin/nft -f "$rules"; rm -f "$rules"; } ;;
esac
EOS
chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
