# fault: service-not-reloaded
# lie: systemd reads its units again when somebody logs in
# named: began
printf '#!/bin/sh\n[ $PAM_TYPE != open_session ] || systemctl daemon-reload\n' > /usr/local/sbin/session; chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
