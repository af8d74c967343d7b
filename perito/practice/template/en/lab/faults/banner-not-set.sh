# pins: notice.shown/none
# says: The notice is written, but sshd was never told of it.
rm /etc/ssh/sshd_config.d/notice.conf
systemctl restart ssh
