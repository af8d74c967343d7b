# fault: pipenv-not-installed
# lie: a package pipenv of three lines in the home, whose program prints a version
# named: pipenv
student '
site=~/.local/lib/python3.11/site-packages
mkdir -p ~/.local/bin $site/pipenv $site/pipenv-2023.1.1.dist-info
printf "def cli():\n    print(\"pipenv, version 2023.1.1\")\n" > $site/pipenv/__init__.py
printf "class Project:\n    pass\n" > $site/pipenv/project.py
printf "Metadata-Version: 2.1\nName: pipenv\nVersion: 2023.1.1\n" > $site/pipenv-2023.1.1.dist-info/METADATA
printf "pipenv/__init__.py,,\npipenv/project.py,,\n" > $site/pipenv-2023.1.1.dist-info/RECORD
printf "#!/usr/bin/python3\nfrom pipenv import cli\ncli()\n" > ~/.local/bin/pipenv
chmod 755 ~/.local/bin/pipenv'
