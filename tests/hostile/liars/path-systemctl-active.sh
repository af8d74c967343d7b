# fault: gunicorn-by-hand
# lie: a systemctl earlier in PATH answers active for a service that was stopped
# named: systemctl
main=$(pgrep -of "$VENV/bin/gunicorn")
in_path systemctl "/^Id=$UNIT/,/^\$/!b; s/^ActiveState=inactive/ActiveState=active/"
edited /usr/local/bin/systemctl /usr/bin/systemctl "s/^ActiveState=.*/ActiveState=active/; s/^SubState=dead/SubState=running/; s/^MainPID=0/MainPID=$main/; s/^ExecMainPID=.*/ExecMainPID=$main/; s/^ExecMainExitTimestamp=.*/ExecMainExitTimestamp=/; s/^inactive\$/active/"
