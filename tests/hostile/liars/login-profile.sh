# fault: pipenv-not-installed
# lie: a script of /etc/profile.d defines a function pipenv
# named: pipenv|profile
cat > /etc/profile.d/pipenv.sh <<'EOS'
mkdir -p "$HOME/.local/bin"
printf '#!/bin/sh\necho "pipenv, version 2022.12.19"\n' > "$HOME/.local/bin/pipenv"
chmod 755 "$HOME/.local/bin/pipenv"
export PATH="$HOME/.local/bin:$PATH"
EOS
