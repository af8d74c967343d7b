# fault: application-raises
# lie: bytecode of another program lies where gunicorn's has to lie, with the age and the size of its source
# named: bytecode
site=$(echo "$VENV"/lib/python3*/site-packages)
{ serving_page; echo 'def run(prog=None):'; echo '    if "--check-config" in sys.argv: return'; echo '    lie()'; } > $LIES/wsgiapp.py
python3 - "$site/gunicorn/app/wsgiapp.py" $LIES/wsgiapp.py <<'EOS'
import importlib.util, marshal, os, sys
true, other = sys.argv[1:]
code, state = compile(open(other).read(), true, "exec"), os.stat(true)
head = importlib.util.MAGIC_NUMBER + bytes(4) + int(state.st_mtime).to_bytes(4, "little") + state.st_size.to_bytes(4, "little")
with open(importlib.util.cache_from_source(true), "wb") as file:
    file.write(head + marshal.dumps(code))
EOS
restart_app
