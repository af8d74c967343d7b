# fault: service-not-enabled
# lie: systemctl and find replaced in place, and their hashes in dpkg's lists
# named: systemctl|find
in_place systemctl "$ENABLED"
cp -a /usr/bin/find /usr/lib/.kept/find
find_with_link /usr/bin/find.new /usr/lib/.kept/find
mv /usr/bin/find.new /usr/bin/find
forge_hash /usr/bin/systemctl
forge_hash /usr/bin/find
