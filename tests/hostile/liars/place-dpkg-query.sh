# fault: pipenv-not-installed
# lie: dpkg-query and md5sum replaced in place, a script called pipenv in /usr/bin
# named: pipenv|dpkg
in_place dpkg-query 's/^pipenv\t.*/pipenv\tinstalled\t2022.12.19+ds-1/'
forge_hash /usr/bin/dpkg-query
printf '#!/bin/sh\necho "pipenv, version 2022.12.19"\n' > /usr/bin/pipenv
chmod 755 /usr/bin/pipenv
