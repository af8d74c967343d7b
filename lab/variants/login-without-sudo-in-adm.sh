# step: tools
# es: Sin sudo, pero en el grupo adm: lee registros.
# en: Without sudo, but in the group adm: logs can be read.
# shows: id -nG "$DEPLOY_USER" | grep -qw adm
# unseen: allowed
gpasswd --delete "$DEPLOY_USER" sudo >/dev/null
rm -f "/etc/sudoers.d/$DEPLOY_USER"
usermod -aG adm,www-data "$DEPLOY_USER"
