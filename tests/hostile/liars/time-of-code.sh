# fault: pending-code-not-restarted
# lie: the mended file gets the time it had before gunicorn started
# named: application.py|time|changed|ctime
touch -d '3 hours ago' "$DIR/application.py"
rm -rf "$DIR/__pycache__"
