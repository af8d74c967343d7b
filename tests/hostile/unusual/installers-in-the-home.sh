# server: the installers of uv and Rust have left a script called env on the PATH, to be read and not to be run
home=/home/$DEPLOY_USER
mkdir -p $home/.local/bin $home/.cargo/bin
printf '#!/bin/sh\n# add binaries to PATH\ncase ":${PATH}:" in *:"$HOME/.local/bin":*) ;; *) export PATH="$HOME/.local/bin:$PATH" ;; esac\n' > $home/.local/bin/env
cp $home/.local/bin/env $home/.cargo/env
cp /bin/true $home/.local/bin/uv
chown -R "$DEPLOY_USER:" $home/.local/bin $home/.cargo
printf '. "$HOME/.local/bin/env"\n. "$HOME/.cargo/env"\n' | tee -a $home/.profile > $home/.first
cat $home/.bashrc >> $home/.first; mv $home/.first $home/.bashrc
chown "$DEPLOY_USER:" $home/.bashrc
rm -r $LIES
