# fault: service-not-enabled
# lie: /etc/environment (PAM) begins PATH with a directory of lying tools
# named: systemctl|find|PATH
edited "$LIES/systemctl" /usr/bin/systemctl "$ENABLED"
find_with_link "$LIES/find" /usr/bin/find
echo "PATH=$LIES:/usr/local/bin:/usr/bin:/bin" >> /etc/environment
