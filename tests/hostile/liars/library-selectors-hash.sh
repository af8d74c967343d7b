# breaks: chmod 755 "$DIR"
# lie: the standard library's selectors.py is altered, and its hash in dpkg's list
# named: python|selectors
patch_of_stat >> /usr/lib/python3.11/selectors.py
forge_hash /usr/lib/python3.11/selectors.py
