# breaks: chmod 755 "$DIR"
# lie: a pyvenv.cfg beside /usr/bin/python3 gives it another standard library
# named: python|pyvenv
mkdir -p $LIES/bin $LIES/lib
cp -a /usr/lib/python3.11 $LIES/lib/
cp -a /usr/bin/python3.11 $LIES/bin/python3.11
patch_of_stat >> $LIES/lib/python3.11/selectors.py
printf 'home = %s/bin\n' $LIES > /usr/bin/pyvenv.cfg
