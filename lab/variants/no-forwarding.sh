# step: tools
# es: sshd no admite túneles (DisableForwarding).
# en: sshd allows no tunnels (DisableForwarding).
# shows: grep -q DisableForwarding /etc/ssh/sshd_config.d/t.conf
echo 'DisableForwarding yes' > /etc/ssh/sshd_config.d/t.conf
systemctl restart ssh
