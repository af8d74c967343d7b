# fault: pip-not-installed
# lie: pip3 is a link to true
# named: pip3
ln -sf /usr/bin/true /usr/local/bin/pip3
