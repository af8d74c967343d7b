# breaks: chmod 755 "$DIR"
# lie: a package selectors/ in the standard library's directory goes before selectors.py
# named: python|selectors
mkdir /usr/lib/python3.11/selectors
cp /usr/lib/python3.11/selectors.py /usr/lib/python3.11/selectors/__init__.py
patch_of_stat >> /usr/lib/python3.11/selectors/__init__.py
