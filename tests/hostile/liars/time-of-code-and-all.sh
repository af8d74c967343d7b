# fault: pending-code-not-restarted
# lie: the mended file gets the time of before, what was compiled of it too, and everything beside it a new inode time
# named: application.py|time|changed|ctime
touch -d '3 hours ago' "$DIR/application.py"
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups python3 -m py_compile "$DIR/application.py"
touch -d '3 hours ago' "$DIR"/__pycache__/application.*
chown -R "$DEPLOY_USER:www-data" "$DIR"
