# fault: application-template-missing
# lie: the directory of templates gets its name when somebody logs in
# named: began
printf '#!/bin/sh\nmv -n %s/template %s/templates\n' $DIR $DIR > /usr/local/sbin/session; chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
