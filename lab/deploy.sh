# Steps 1 to 16 of the practice: the tools, and what the student types.
apt-get -q update
apt-get -q install --yes --no-install-recommends git nginx pipenv python3-pip
student "bash /run/lab/typed.sh"
