# fault: application-500
# lie: a module of Python's own library, which gunicorn imports and Perito's questions do not, mends Flask
# named: argparse
mends_flask >> /usr/lib/python3.11/argparse.py
restart_app
