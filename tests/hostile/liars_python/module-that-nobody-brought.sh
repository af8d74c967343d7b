# fault: application-500
# lie: a module that gunicorn imports where there is one, brought by no package, mends Flask
# named: setproctitle
{ mends_flask; echo 'def setproctitle(title): pass'; } > "$(echo "$VENV"/lib/python3*/site-packages)/setproctitle.py"
restart_app
