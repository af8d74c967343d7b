# fault: application-raises
# lie: the sitecustomize of Debian, a file of its configuration, serves the page instead of gunicorn
# named: sitecustomize
{ serving_page; echo 'if "--bind" in sys.argv and "--check-config" not in sys.argv: lie()'; echo 'if "--check-config" in sys.argv: os._exit(0)'; } >> /etc/python3.11/sitecustomize.py
restart_app
