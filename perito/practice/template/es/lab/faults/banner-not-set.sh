# pins: notice.shown/none
# says: El aviso está escrito, pero nadie se lo dijo a sshd.
rm /etc/ssh/sshd_config.d/notice.conf
systemctl restart ssh
