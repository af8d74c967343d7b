# fault: pipenv-not-installed
# lie: a script called pipenv, and a dpkg-query earlier in PATH that knows the package
# named: pipenv|dpkg
printf '#!/bin/sh\necho "pipenv, version 2022.12.19"\n' > /usr/local/bin/pipenv
in_path dpkg-query 's/^pipenv\t.*/pipenv\tinstalled\t2022.12.19+ds-1/'
chmod 755 /usr/local/bin/pipenv
