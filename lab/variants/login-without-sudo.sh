# step: tools
# es: Quien entra por SSH no puede usar sudo: se califica lo que no necesita root.
# en: Who logs in over SSH may not use sudo: what needs no root is graded.
# shows: ! id -nG "$DEPLOY_USER" | grep -qw sudo && [ ! -e "/etc/sudoers.d/$DEPLOY_USER" ]
# unseen: allowed
gpasswd --delete "$DEPLOY_USER" sudo >/dev/null
rm -f "/etc/sudoers.d/$DEPLOY_USER"
