# fault: gunicorn-by-hand
# lie: systemctl replaced in place by a script that answers active
# named: systemctl
main=$(pgrep -of "$VENV/bin/gunicorn")
in_place systemctl "s/^ActiveState=.*/ActiveState=active/; s/^SubState=dead/SubState=running/; s/^MainPID=0/MainPID=$main/; s/^ExecMainPID=.*/ExecMainPID=$main/; s/^ExecMainExitTimestamp=.*/ExecMainExitTimestamp=/; s/^inactive\$/active/"
