# breaks: chmod 755 "$DIR"
# lie: a sudo earlier in PATH runs everything over another directory with mode 775
# named: sudo|mount
other_directory
cat > /usr/local/bin/sudo <<EOS
#!/bin/bash
options=()
while [ \$# -gt 0 ]; do case \$1 in -p) options+=("\$1" "\$2"); shift 2 ;; -*) options+=("\$1"); shift ;; *) break ;; esac; done
exec /usr/bin/sudo "\${options[@]}" unshare -m $LIES/jail "\$@"
EOS
chmod 755 /usr/local/bin/sudo
