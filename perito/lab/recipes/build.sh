#!/bin/sh
# build.sh LAYER LOWER SCRIPT USER GROUP: runs a recipe in a layer that is not booted, with the host's network. It
# runs in a mount namespace of its own. LOWER is empty for the lowest layer.
set -eu
layer=$1 lower=$2 script=$3 user=$4 group=/sys/fs/cgroup/perito-lab-$5

umount --recursive --lazy /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p "$group"
echo $$ > "$group/cgroup.procs"
mkdir -p /run/systemd
mount -t tmpfs -o mode=755 tmpfs /run/systemd

root=$layer/upper
if [ -n "$lower" ]; then
    root=$layer/root
    mount -t overlay overlay -o "lowerdir=$lower,upperdir=$layer/upper,workdir=$layer/work" "$root"
else
    # The host's is mounted over it while a recipe runs.
    echo '# The lab has no name server.' > "$root/etc/resolv.conf"
fi
# What the recipe is, what it needs and what it may know are no part of the layer: they are only mounted.
set -- --bind-ro="$script:/run/recipe" --bind-ro="$layer/environment:/run/environment"
if [ -d "$layer/staged" ]; then
    set -- "$@" --bind-ro="$layer/staged:/run/lab"
fi
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    set -- "$@" --bind-ro=/etc/ssl/certs/ca-certificates.crt:/run/ca-certificates.crt
fi
systemd-nspawn --quiet --directory="$root" --as-pid2 --register=no --keep-unit --timezone=off --console=pipe \
    --resolv-conf=bind-host "$@" \
    runuser --login "$user" --command 'set -a && . /run/environment && set +a && exec /bin/bash /run/recipe'
