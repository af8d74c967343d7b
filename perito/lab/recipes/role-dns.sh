#!/bin/bash
# What makes a fresh Debian a name server: NSD, authoritative, with no zones yet (dns.py brings them). Runs as root in a
# layer that is not booted, with Debian's mirrors in reach.
set -eu
export DEBIAN_FRONTEND=noninteractive

apt-get -q update
apt-get -q install --yes --no-install-recommends nsd
cat > /etc/nsd/nsd.conf.d/lab.conf <<'CONF'
server:
    hide-version: yes
    zonesdir: "/etc/nsd/zones"
remote-control:
    control-enable: no
CONF
install -d /etc/nsd/zones
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/apt/*
