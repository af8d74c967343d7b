# step: tools
# es: sshd admite una sola sesión por conexión (MaxSessions 1).
# en: sshd takes one session for each connection (MaxSessions 1).
# shows: grep -q "MaxSessions 1" /etc/ssh/sshd_config.d/m.conf
echo 'MaxSessions 1' > /etc/ssh/sshd_config.d/m.conf
systemctl restart ssh
