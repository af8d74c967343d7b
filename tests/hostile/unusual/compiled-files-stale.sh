# server: compiled files of the standard library are those of an earlier upgrade, or missing
python3 -c "
import importlib._bootstrap_external as b
code = compile('raise SystemExit', '/usr/lib/python3.11/selectors.py', 'exec')
open('/usr/lib/python3.11/__pycache__/selectors.cpython-311.pyc', 'wb').write(b._code_to_timestamp_pyc(code, 1500000000, 10))"
rm -f /usr/lib/python3.11/__pycache__/subprocess.cpython-311.pyc /usr/lib/python3.11/json/__pycache__/*
rm -r $LIES
