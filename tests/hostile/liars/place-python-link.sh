# breaks: chmod 755 "$DIR"
# lie: /usr/bin/python3 leads to another Python with a library of its own
# named: python
mkdir -p $LIES/bin $LIES/lib
cp -a /usr/bin/python3.11 $LIES/bin/python3.11
cp -a /usr/lib/python3.11 $LIES/lib/
patch_of_stat >> $LIES/lib/python3.11/selectors.py
ln -sf $LIES/bin/python3.11 /usr/bin/python3
