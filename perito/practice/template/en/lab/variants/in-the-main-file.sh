# says: The option stands in sshd_config itself: every check passes all the same.
rm /etc/ssh/sshd_config.d/notice.conf
echo 'Banner /etc/issue.net' >> /etc/ssh/sshd_config
systemctl restart ssh
