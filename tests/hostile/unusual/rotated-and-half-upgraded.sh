# server: logs have just been rotated, a library was replaced under what runs, and dpkg has a package to configure yet
# packages: logrotate
logrotate -f /etc/logrotate.d/nginx
lib=$(readlink -f /usr/lib/*-linux-gnu/libz.so.1)
cp -p "$lib" "$lib.dpkg-new"
mv "$lib.dpkg-new" "$lib"
mkdir -p /tmp/curso/DEBIAN
printf 'Package: curso\nVersion: 1\nArchitecture: all\nMaintainer: nadie <nadie@example.org>\nDescription: nada\n' > /tmp/curso/DEBIAN/control
dpkg-deb --build /tmp/curso /tmp/curso.deb > /dev/null
dpkg --unpack /tmp/curso.deb > /dev/null
sleep 1
rm -r $LIES
