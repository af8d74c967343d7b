# server: packages are held, one is half removed
apt-mark hold nginx python3.11 systemd > /dev/null
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes nano > /dev/null
rm -r $LIES
