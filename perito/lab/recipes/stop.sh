#!/bin/sh
# stop.sh GROUP: ends every process of a server, or of a build, and removes its cgroup. It runs in a mount namespace
# of its own.
set -eu
mount -t cgroup2 cgroup2 /sys/fs/cgroup
group=/sys/fs/cgroup/perito-lab-$1
if [ -d "$group" ]; then
    echo 1 > "$group/cgroup.kill"
    while grep -q 'populated 1' "$group/cgroup.events"; do sleep 0.01; done
    find "$group" -depth -type d -exec rmdir {} + || [ ! -d "$group" ]
fi
