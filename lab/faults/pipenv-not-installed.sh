# pins: tools.pipenv/missing
# step: tools
# es: pipenv no está instalado.
# en: pipenv is not installed.
# shows: ! command -v pipenv
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes pipenv > /dev/null
