# step: tools
# es: sshd solo acuerda claves con curve25519-sha256.
# en: sshd agrees on keys by curve25519-sha256 only.
# shows: grep -q KexAlgorithms /etc/ssh/sshd_config.d/k.conf
echo 'KexAlgorithms curve25519-sha256' > /etc/ssh/sshd_config.d/k.conf
systemctl restart ssh
