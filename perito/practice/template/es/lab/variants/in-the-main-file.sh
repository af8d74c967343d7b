# says: La opción está en el propio sshd_config: todo sigue bien.
rm /etc/ssh/sshd_config.d/notice.conf
echo 'Banner /etc/issue.net' >> /etc/ssh/sshd_config
systemctl restart ssh
