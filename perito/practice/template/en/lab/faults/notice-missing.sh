# pins: notice.file
# says: sshd names a notice that was never written.
rm /etc/issue.net
