# fault: application-raises
# lie: PYTHONHOME of the unit leads to a library with a gunicorn of one's own
# named: PYTHONHOME
mkdir -p /opt/py/lib; cp -a /usr/lib/python3.11 /opt/py/lib/
place=/opt/py/lib/python3.11/gunicorn
mkdir -p $place/app
touch $place/__init__.py $place/app/__init__.py
{ serving_page; echo 'run = lambda prog=None: None if "--check-config" in sys.argv else lie()'; } > $place/app/wsgiapp.py
edit_unit '/^User=/i Environment=PYTHONHOME=/opt/py'
