# fault: gunicorn-by-hand
# lie: the standard library's json tells of a process in the unit's cgroup, and systemctl says active
# named: json|python|systemctl
main=$(pgrep -of "$VENV/bin/gunicorn")
in_path systemctl "s/^ActiveState=.*/ActiveState=active/; s/^SubState=dead/SubState=running/; s/^MainPID=0/MainPID=$main/; s/^ExecMainPID=.*/ExecMainPID=$main/; s/^ExecMainExitTimestamp=.*/ExecMainExitTimestamp=/; s/^inactive\$/active/"
cat >> /usr/lib/python3.11/json/__init__.py <<EOS
_true = dumps
def dumps(value, *a, **k):
    import re
    return re.sub(r"/system\.slice/run-[^\"]*\.scope|/user\.slice[^\"]*", "/system.slice/$UNIT.service", _true(value, *a, **k))
EOS
