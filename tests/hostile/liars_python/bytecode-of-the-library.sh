# fault: application-500
# lie: bytecode of such a module, with the age and the size of its source, mends Flask
# named: argparse
{ cat /usr/lib/python3.11/argparse.py; mends_flask; } > $LIES/argparse.py
python3 - <<'EOS'
import importlib._bootstrap_external as external, os
path = "/usr/lib/python3.11/argparse.py"
state, code = os.stat(path), compile(open("/opt/lies/argparse.py").read(), path, "exec")
with open("/usr/lib/python3.11/__pycache__/argparse.cpython-311.pyc", "wb") as file:
    file.write(external._code_to_timestamp_pyc(code, int(state.st_mtime), state.st_size))
EOS
restart_app
