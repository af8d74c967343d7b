# server: another Python was built into /usr/local, first in PATH
cp -a /usr/bin/python3.11 /usr/local/bin/python3.11
ln -s python3.11 /usr/local/bin/python3
cp -a /usr/lib/python3.11 /usr/local/lib/python3.11.built
rm -rf /usr/local/lib/python3.11; mv /usr/local/lib/python3.11.built /usr/local/lib/python3.11
rm -rf $LIES
