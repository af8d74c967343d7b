#!/bin/sh
# boot.sh SERVER LOWER NAME ID: boots one server. It runs in mount and network namespaces of its own (machine.py), so
# that the kernel takes back mounts and links when the processes end, whatever ended them.
set -eu
server=$1 lower=$2 name=$3 id=$4

# machine.py plugs the network cable and then says where; nothing but end of file if it died before that.
read -r address

# Debian 13 boots on the unified hierarchy only, and a host may still have the old one. A cgroup for each server, or
# all of them would share one.
umount --recursive --lazy /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p "/sys/fs/cgroup/perito-lab-$id"
echo $$ > "/sys/fs/cgroup/perito-lab-$id/cgroup.procs"

# systemd-nspawn keeps lock files here and forgets them when it is killed.
mkdir -p /run/systemd
mount -t tmpfs -o mode=755 tmpfs /run/systemd

ip link set lo up
ip address add "$address" dev eth0
ip link set eth0 up

mount -t overlay overlay -o "lowerdir=$lower,upperdir=$server/upper,workdir=$server/work" "$server/root"
cp -a "$server/seed/." "$server/root/"

exec systemd-nspawn --quiet --directory="$server/root" --boot --machine="$name" --register=no --keep-unit \
    --network-namespace-path=/proc/self/ns/net --resolv-conf=off --timezone=off --link-journal=no --console=pipe \
    --capability=CAP_NET_ADMIN  # as root has it on a machine: over a network that is its own
