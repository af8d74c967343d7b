# fault: application-500
# lie: a module with the name of one of Python's own lies beside the script in bin/
# named: argparse
{ cat /usr/lib/python3.11/argparse.py; mends_flask; } > "$VENV/bin/argparse.py"
restart_app
