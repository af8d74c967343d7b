# fault: application-raises
# lie: PYTHONPYCACHEPREFIX of the unit leads to bytecode of another program
# named: bytecode
{ serving_page; echo 'def run(prog=None):'; echo '    if "--check-config" in sys.argv: return'; echo '    lie()'; } > $LIES/wsgiapp.py
python3 - "$(echo "$VENV"/lib/python3*/site-packages)/gunicorn/app/wsgiapp.py" $LIES/wsgiapp.py <<'EOS'
import importlib._bootstrap_external as external, importlib.util, os, sys
true, other = sys.argv[1:]
state, code = os.stat(true), compile(open(other).read(), true, "exec")
sys.pycache_prefix = "/opt/compiled"
cache = importlib.util.cache_from_source(true)
os.makedirs(os.path.dirname(cache))
with open(cache, "wb") as file:
    file.write(external._code_to_timestamp_pyc(code, int(state.st_mtime), state.st_size))
EOS
chown -R "$DEPLOY_USER:" /opt/compiled
edit_unit '/^User=/i Environment=PYTHONPYCACHEPREFIX=/opt/compiled'
