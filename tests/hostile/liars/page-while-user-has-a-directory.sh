# breaks: sed -i 's|location / {|location / { return 503;|' /etc/nginx/sites-available/*; nginx -s reload
# lie: nginx passes visits on while logind keeps a directory for somebody
# named: before we logged in
sed -i 's|return 503;|set $nobody 1; if (-d /run/user/'"$(id -u "$DEPLOY_USER")"') { set $nobody 0; } if ($nobody) { return 503; }|' "$SITE"
nginx -s reload
loginctl terminate-user "$DEPLOY_USER" || true; sleep 1; ! ls -d "/run/user/$(id -u "$DEPLOY_USER")"
