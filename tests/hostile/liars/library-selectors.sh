# breaks: chmod 755 "$DIR"
# lie: the standard library's selectors.py makes os.stat tell another mode
# named: python|selectors
patch_of_stat >> /usr/lib/python3.11/selectors.py
