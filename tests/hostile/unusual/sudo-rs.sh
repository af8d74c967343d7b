# server: sudo-rs in sudo's place (Debian 13), by its package
# suite: trixie
# packages: sudo-rs
dpkg-divert --quiet --local --rename --divert /usr/bin/sudo.distrib --add /usr/bin/sudo
ln -s /usr/lib/cargo/bin/sudo /usr/bin/sudo
rm -r $LIES
sudo -n true
