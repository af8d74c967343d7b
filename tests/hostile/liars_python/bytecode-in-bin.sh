# fault: application-raises
# lie: a gunicorn.pyc without a source, beside the script in bin/
# named: gunicorn.pyc
{ serving_page; echo 'import types'; echo 'app = types.ModuleType("gunicorn.app"); wsgiapp = types.ModuleType("gunicorn.app.wsgiapp")'
  echo 'wsgiapp.run = lambda prog=None: None if "--check-config" in sys.argv else lie()'
  echo '__path__ = []; sys.modules["gunicorn.app"] = app; sys.modules["gunicorn.app.wsgiapp"] = wsgiapp'; } > $LIES/gunicorn.py
python3 -c "import py_compile; py_compile.compile('$LIES/gunicorn.py', '$VENV/bin/gunicorn.pyc')"
restart_app
