# pins: tools.pip/missing, tools.pipenv/missing
# step: tools
# es: pip y pipenv ya no están instalados.
# en: pip and pipenv are no longer installed.
# shows: ! command -v pip3
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes python3-pip pipenv > /dev/null
