#!/bin/sh
# Copies what is deployed to a server and provisions it: push.sh [ssh's options] USER@HOST
set -eu
cd "$(dirname "$0")"
tar -cz provision.sh deploy app | ssh "$@" 'set -eu
    place=$(mktemp -d)
    trap "rm -rf $place" EXIT
    tar -xzf - -C "$place"
    sudo "$place/provision.sh"'
