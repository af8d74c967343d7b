# fault: application-raises
# lie: a gunicorn of one's own lies in Python's own library, which is searched before the virtualenv
# named: gunicorn
place=/usr/lib/python3.11/gunicorn
mkdir -p $place/app
touch $place/__init__.py $place/app/__init__.py
{ serving_page; echo 'run = lambda prog=None: None if "--check-config" in sys.argv else lie()'; } > $place/app/wsgiapp.py
restart_app
