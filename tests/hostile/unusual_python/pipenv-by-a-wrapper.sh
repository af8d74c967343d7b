# server: pipenv is a wrapper in the home that hands its arguments on to Debian's package
student 'mkdir -p ~/.local/bin'
cat > "/home/$DEPLOY_USER/.local/bin/pipenv" <<'EOS'
#!/bin/sh
export PIPENV_VERBOSITY=-1
exec /usr/bin/python3 -m pipenv "$@"
EOS
chmod 755 "/home/$DEPLOY_USER/.local/bin/pipenv"
