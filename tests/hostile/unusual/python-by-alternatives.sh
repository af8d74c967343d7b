# server: /usr/bin/python3 is kept by update-alternatives
rm /usr/bin/python3
update-alternatives --quiet --install /usr/bin/python3 python3 /usr/bin/python3.11 1
rm -r $LIES
