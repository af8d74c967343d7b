# pins: tools.pipenv/missing
# step: tools
# es: pipenv se instaló con pip como root y solo root lo ve.
# en: pipenv was installed with pip by root, and only root sees it.
# shows: [ -x /root/.local/bin/pipenv ] && ! command -v pipenv
mkdir -p /root/.local/bin
cp /usr/bin/pipenv /root/.local/bin/pipenv
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes pipenv > /dev/null
