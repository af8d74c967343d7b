# server: pipenv is in the user's own ~/.local/bin
# variant: pipenv-of-user
rm -r $LIES
