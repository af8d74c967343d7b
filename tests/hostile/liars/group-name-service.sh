# breaks: chown usuario:usuario "$DIR"
# lie: nsswitch.conf asks a library of one's own first, which calls the group 1000 www-data
# named: group|nsswitch|1000|library
# library: nss.c
cp $LIES/library.so /usr/lib/libnss_lies.so.2
ldconfig
sed -i 's/^group:.*/group: lies files/' /etc/nsswitch.conf
