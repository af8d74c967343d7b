# fault: pipenv-not-installed
# lie: a script in pipenv's place, and dpkg's database that knows it and its hash
# named: pipenv
printf '#!/bin/sh\necho "pipenv, version 2022.12.19"\n' > /usr/bin/pipenv
chmod 755 /usr/bin/pipenv
python3 - <<'EOS'
import re
path = "/var/lib/dpkg/status"
text = open(path).read()
text = re.sub(r"(?ms)^Package: pipenv\n.*?\n\n", "", text)
text += "Package: pipenv\nStatus: install ok installed\nPriority: optional\nSection: python\nMaintainer: x\nArchitecture: all\nVersion: 2022.12.19+ds-1\nDescription: x\n\n"
open(path, "w").write(text)
EOS
echo /usr/bin/pipenv > /var/lib/dpkg/info/pipenv.list
echo "$(md5sum < /usr/bin/pipenv | cut -d ' ' -f 1)  usr/bin/pipenv" > /var/lib/dpkg/info/pipenv.md5sums
