# fault: service-not-enabled
# lie: dpkg-divert puts a script in systemctl's and find's places
# named: systemctl|find|divert
for tool in systemctl find; do dpkg-divert --quiet --local --rename --divert "/usr/bin/$tool.distrib" --add "/usr/bin/$tool" 2>/dev/null || true
    [ -e "/usr/bin/$tool.distrib" ] || { dpkg-divert --quiet --local --rename --divert "/bin/$tool.distrib" --add "/bin/$tool"; }; done
edited /usr/bin/systemctl /usr/bin/systemctl.distrib "$ENABLED"
find_with_link /usr/bin/find /usr/bin/find.distrib
