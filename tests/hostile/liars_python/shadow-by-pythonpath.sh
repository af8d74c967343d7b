# fault: application-raises
# lie: PYTHONPATH of the unit leads to a gunicorn of one's own
# named: gunicorn
mkdir -p /opt/code/gunicorn/app
touch /opt/code/gunicorn/__init__.py /opt/code/gunicorn/app/__init__.py
{ serving_page; echo 'run = lambda prog=None: None if "--check-config" in sys.argv else lie()'; } > /opt/code/gunicorn/app/wsgiapp.py
edit_unit '/^User=/i Environment=PYTHONPATH=/opt/code'
