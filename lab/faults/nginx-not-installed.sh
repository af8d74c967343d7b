# pins: nginx.installed/absent
# step: nginx
# es: nginx no está instalado.
# en: nginx is not installed.
# shows: ! command -v nginx
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes nginx nginx-common > /dev/null
