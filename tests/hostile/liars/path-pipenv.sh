# fault: pipenv-not-installed
# lie: a script called pipenv says the version of Debian's
# named: pipenv
printf '#!/bin/sh\necho "pipenv, version 2022.12.19"\n' > /usr/local/bin/pipenv
chmod 755 /usr/local/bin/pipenv
