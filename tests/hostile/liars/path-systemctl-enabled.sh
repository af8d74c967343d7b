# fault: service-not-enabled
# lie: a systemctl earlier in PATH says enabled, and a find shows the link that is not there
# named: systemctl|find
in_path systemctl "$ENABLED"
find_with_link /usr/local/bin/find /usr/bin/find
