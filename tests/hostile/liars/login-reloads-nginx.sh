# fault: site-edited-not-reloaded
# lie: pam_exec has nginx read its files again when somebody logs in
# named: began
printf '#!/bin/sh\nnginx -s reload; sleep 0.5\n' > /usr/local/sbin/session; chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
sleep 6  # nobody knows when somebody will log in: it has run for a while
