# fault: pip-not-installed
# lie: an empty file called pip3 that may be run
# named: pip3
rm -f /usr/local/bin/pip3
install -m 755 /dev/null /usr/local/bin/pip3
