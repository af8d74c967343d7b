# fault: service-not-enabled
# lie: an overlay over /usr/bin with a lying systemctl and find
# named: mount|systemctl|find|overlay
cp -a /usr/bin/systemctl /usr/bin/find $LIES/
mkdir -p /run/o; mount -t tmpfs none /run/o; mkdir -p /run/o/u /run/o/w
edited /run/o/u/systemctl $LIES/systemctl "$ENABLED"
find_with_link /run/o/u/find $LIES/find
mount -t overlay -o lowerdir=/usr/bin,upperdir=/run/o/u,workdir=/run/o/w none /usr/bin
