# fault: pipenv-not-installed
# lie: pipenv stands in /var/lib/dpkg/status, and a script in /usr/bin
# named: pipenv
sed -i '/^Package: pipenv$/,/^$/d' /var/lib/dpkg/status
cat >> /var/lib/dpkg/status <<'EOS'

Package: pipenv
Status: install ok installed
Priority: optional
Section: python
Installed-Size: 1024
Maintainer: Debian
Architecture: all
Version: 2022.12.19+ds-1
Description: Python development workflow
EOS
printf '/.\n/usr\n/usr/bin\n/usr/bin/pipenv\n' > /var/lib/dpkg/info/pipenv.list
cat > /usr/bin/pipenv <<'EOS'
#!/usr/bin/python3
import sys
print("pipenv, version 2022.12.19")
EOS
chmod 755 /usr/bin/pipenv
printf '%s  usr/bin/pipenv\n' "$(md5sum < /usr/bin/pipenv | cut -d ' ' -f 1)" > /var/lib/dpkg/info/pipenv.md5sums
