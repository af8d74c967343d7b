# fault: application-raises
# lie: an EnvironmentFile= with PYTHONPATH leads to a gunicorn of one's own
# named: gunicorn
mkdir -p /opt/code/gunicorn/app
touch /opt/code/gunicorn/__init__.py /opt/code/gunicorn/app/__init__.py
{ serving_page; echo 'run = lambda prog=None: None if "--check-config" in sys.argv else lie()'; } > /opt/code/gunicorn/app/wsgiapp.py
echo PYTHONPATH=/opt/code > /etc/default/app
edit_unit '/^User=/i EnvironmentFile=/etc/default/app'
