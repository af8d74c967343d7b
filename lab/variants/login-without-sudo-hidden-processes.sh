# step: tools
# es: Sin sudo, y sin ver los procesos de otros (hidepid).
# en: Without sudo, and without a view of the processes of others (hidepid).
# shows: grep -q hidepid /proc/mounts
# unseen: allowed
gpasswd --delete "$DEPLOY_USER" sudo >/dev/null
rm -f "/etc/sudoers.d/$DEPLOY_USER"
mount -o remount,hidepid=2 /proc
