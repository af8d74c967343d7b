# fault: service-restarts
# lie: journalctl has nothing to say and systemctl counts no restarts
# named: journalctl|systemctl|restart
printf '#!/bin/sh\nexit 0\n' > /usr/local/bin/journalctl
chmod 755 /usr/local/bin/journalctl
in_path systemctl 's/^NRestarts=.*/NRestarts=0/; s/^Result=.*/Result=success/'
