# fault: gunicorn-by-hand
# lie: systemctl replaced in place, and its hash in dpkg's list
# named: systemctl
main=$(pgrep -of "$VENV/bin/gunicorn")
in_place systemctl "s/^ActiveState=.*/ActiveState=active/; s/^SubState=dead/SubState=running/; s/^MainPID=0/MainPID=$main/; s/^ExecMainPID=.*/ExecMainPID=$main/; s/^ExecMainExitTimestamp=.*/ExecMainExitTimestamp=/; s/^inactive\$/active/"
forge_hash /usr/bin/systemctl
