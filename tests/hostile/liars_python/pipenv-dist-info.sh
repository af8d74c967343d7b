# fault: pipenv-not-installed
# lie: a script that prints a version, and a dist-info of that version without code
# named: pipenv
site=/usr/local/lib/python3.11/dist-packages
mkdir -p $site/pipenv-2023.1.1.dist-info
printf 'Metadata-Version: 2.1\nName: pipenv\nVersion: 2023.1.1\n' > $site/pipenv-2023.1.1.dist-info/METADATA
printf '#!/bin/sh\necho "pipenv, version 2023.1.1"\n' > /usr/local/bin/pipenv
chmod 755 /usr/local/bin/pipenv
