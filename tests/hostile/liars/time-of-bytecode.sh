# fault: pending-code-not-restarted
# lie: what was compiled of the mended file is as old as the process: the file seems to have been touched only
# named: -
touch -d '3 hours ago' "$DIR/application.py"
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups python3 -m py_compile "$DIR/application.py"
touch -d '2 hours ago' "$DIR"/__pycache__/application.*
touch "$DIR/application.py"
