# fault: pipenv-not-installed
# lie: an empty file called pipenv that may be run
# named: pipenv
install -m 755 /dev/null /usr/local/bin/pipenv
