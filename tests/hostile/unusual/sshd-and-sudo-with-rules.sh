# server: sshd has rules for others and waits behind its socket; sudo gives a terminal, and writes down who did what
printf 'Banner /etc/issue.net\nMaxSessions 4\nAllowUsers %s sftp\nAcceptEnv LANG LC_*\nSetEnv CURSO=2026\nMatch Group users User sftp\n    ForceCommand internal-sftp\n    ChrootDirectory /srv\n' "$DEPLOY_USER" > /etc/ssh/sshd_config.d/curso.conf
printf 'Defaults use_pty\nDefaults logfile=/var/log/sudo.log\nDefaults log_output\nDefaults env_keep += "EDITOR"\nDefaults passwd_tries=2\n' > /etc/sudoers.d/curso
chmod 440 /etc/sudoers.d/curso
systemctl stop ssh
systemctl start ssh.socket
rm -r $LIES
