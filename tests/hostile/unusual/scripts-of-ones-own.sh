# server: scripts of one's own in /usr/local/bin and ~/bin, which .bashrc puts first in PATH
mkdir -p "/home/$DEPLOY_USER/bin" "/home/$DEPLOY_USER/.local/bin"
for name in deploy backup logs; do printf '#!/bin/sh\ndf -h\n' > /usr/local/bin/$name; cp /usr/local/bin/$name "/home/$DEPLOY_USER/bin/"; chmod 755 /usr/local/bin/$name "/home/$DEPLOY_USER/bin/$name"; done
sed -i '1i export PATH=$HOME/bin:$HOME/.local/bin:$PATH' "/home/$DEPLOY_USER/.bashrc"
cat >> "/home/$DEPLOY_USER/.bashrc" <<'EOS'
alias grep='grep --color=auto'
systemctl() { command systemctl --no-pager "$@"; }
EOS
rm -r $LIES
