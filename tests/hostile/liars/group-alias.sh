# breaks: chown usuario:usuario "$DIR"
# lie: /etc/group calls 1000 www-data too, before everybody
# named: group|1000
sed -i '1i www-data:x:1000:' /etc/group
