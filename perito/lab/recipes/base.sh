#!/bin/sh
# What the Debian installer leaves: a user who may use sudo, a locale, a clock. Runs as root in a fresh system
# that is not booted. From layers.py: DEPLOY_USER, PASSWORD, AUTHORIZED_KEY.
set -eu

# `server_name` and friends are Spanish in class; so are the servers.
localedef -i es_ES -f UTF-8 es_ES.UTF-8
echo 'LANG=es_ES.UTF-8' > /etc/default/locale
ln -sf /usr/share/zoneinfo/Europe/Madrid /etc/localtime
echo 'Europe/Madrid' > /etc/timezone

useradd --create-home --shell /bin/bash --groups sudo "$DEPLOY_USER"
echo "$DEPLOY_USER:$PASSWORD" | chpasswd
install -d -o "$DEPLOY_USER" -g "$DEPLOY_USER" -m 700 "/home/$DEPLOY_USER/.ssh"
echo "$AUTHORIZED_KEY" > "/home/$DEPLOY_USER/.ssh/authorized_keys"
chown "$DEPLOY_USER:$DEPLOY_USER" "/home/$DEPLOY_USER/.ssh/authorized_keys"
chmod 600 "/home/$DEPLOY_USER/.ssh/authorized_keys"

# Every server gets its own when it is brought up.
rm -f /etc/ssh/ssh_host_*
: > /etc/machine-id

apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/journal/*
