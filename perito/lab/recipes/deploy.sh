#!/bin/bash
# A practice's lab/deploy.sh, as root in a layer that is not booted, with Debian's mirrors and package indexes in reach.
# What lies beside it is at /run/lab, its working directory. From library.py: DEPLOY_USER, PASSWORD, and the names.
set -eEu
export DEBIAN_FRONTEND=noninteractive

# The student in their own login shell, who may use sudo with the password. `||`: the line that failed is deploy.sh's.
student() {
    runuser --login "$DEPLOY_USER" --command "set -a && . /run/environment && set +a && $1" || return
}

trap 'printf "perito-failed %s %s\n" "$LINENO" "$?" >&2' ERR
cd /run/lab
. ./deploy.sh
trap - ERR
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/journal/*
