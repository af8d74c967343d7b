# server: /bin/sh is bash
dpkg-divert --quiet --local --rename --divert /usr/bin/sh.distrib --add /usr/bin/sh 2>/dev/null || true
ln -sf bash /usr/bin/sh
rm -r $LIES
