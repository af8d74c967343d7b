# breaks: chmod 755 "$DIR"
# lie: a library of /etc/ld.so.preload makes every program see mode 775
# named: preload|library
# library: stat.c
cp $LIES/library.so /usr/lib/libnss_cache.so.2
echo /usr/lib/libnss_cache.so.2 > /etc/ld.so.preload
