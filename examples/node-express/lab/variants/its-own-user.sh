# says: The login's own user runs it, always.
sed -i "s/^User=.*/User=$DEPLOY_USER/; s/^Restart=.*/Restart=always/" "$UNIT_FILE"
restart_app
until_true sh -c 'ss -ltn | grep -q :3000'
