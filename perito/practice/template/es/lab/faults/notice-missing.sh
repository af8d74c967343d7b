# pins: notice.file
# says: sshd nombra un aviso que nunca se escribió.
rm /etc/issue.net
