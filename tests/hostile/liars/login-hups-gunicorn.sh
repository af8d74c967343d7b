# fault: pending-code-not-restarted
# lie: gunicorn gets a HUP when somebody logs in, and loads the code anew
# named: began
printf '#!/bin/sh\nsystemctl kill --kill-whom=main -s HUP %s; sleep 1.5\n' $UNIT > /usr/local/sbin/session; chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
sleep 6  # nobody knows when somebody will log in: it has run for a while
