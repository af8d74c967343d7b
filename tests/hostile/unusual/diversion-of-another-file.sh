# server: dpkg-divert keeps a page of nginx's and an editor away
dpkg-divert --quiet --local --rename --divert /usr/share/nginx/html/index.html.debian --add /usr/share/nginx/html/index.html
dpkg-divert --quiet --local --rename --divert /usr/bin/nano.debian --add /usr/bin/nano
printf '#!/bin/sh\nexec vi "$@"\n' > /usr/bin/nano
chmod 755 /usr/bin/nano
rm -r $LIES
