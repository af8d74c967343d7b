# breaks: chmod 755 "$DIR"
# lie: dpkg-divert puts another selectors.py into the standard library
# named: selectors
lib=/usr/lib/python3.11
dpkg-divert --quiet --local --rename --divert $lib/selectors.debian --add $lib/selectors.py
{ cat $lib/selectors.debian; patch_of_stat; } > $lib/selectors.py
