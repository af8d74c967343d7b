# breaks: chmod 755 "$DIR"
# lie: selectors.py is Debian's, its compiled file is of another one and unchecked
# named: python|pyc|selectors
cp /usr/lib/python3.11/selectors.py $LIES/selectors.py
patch_of_stat >> $LIES/selectors.py
python3 -c "
import py_compile
py_compile.compile('$LIES/selectors.py', '/usr/lib/python3.11/__pycache__/selectors.cpython-311.pyc', dfile='/usr/lib/python3.11/selectors.py', invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)"
