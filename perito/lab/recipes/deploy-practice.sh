#!/bin/bash
# A practice's own lab/deploy.sh, as root in a layer that is not booted, with Debian's mirrors and package indexes in
# reach. What lies beside it is at /run/lab, its working directory. From library.py: DEPLOY_USER, PASSWORD.
set -eEu
export DEBIAN_FRONTEND=noninteractive
trap 'printf "perito-failed %s %s\n" "$LINENO" "$?" >&2' ERR
ln -s /run/exercise /run/lab # where build.sh puts what belongs to a recipe
cd /run/lab
. ./deploy.sh
trap - ERR
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/journal/*
