# fault: application-raises
# lie: a .pth file in the virtualenv imports a module that serves the page instead of gunicorn
# named: start-up|pth|zz_|colours
site=$(echo "$VENV"/lib/python3*/site-packages)
{ serving_page; echo 'if "--bind" in sys.argv and "--check-config" not in sys.argv: lie()'; echo 'if "--check-config" in sys.argv: os._exit(0)'; } > "$site/colours.py"
echo 'import colours' > "$site/zz_colours.pth"
restart_app
