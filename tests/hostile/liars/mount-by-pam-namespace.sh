# breaks: chmod 755 "$DIR"
# lie: pam_namespace gives whoever logs in a directory of the application of their own
# named: root|files
other_directory
mkdir -p /opt/inst; chmod 000 /opt/inst
echo "$DIR /opt/inst/ user:create=775,usuario,www-data root" > /etc/security/namespace.conf
cat > /etc/security/namespace.init <<EOS
#!/bin/sh
[ "\$3" = 1 ] && cp -a $LIES/dir/. "\$1"
[ -S "\$1/$(basename $SOCK)" ] || mount --bind \$2 \$1 
exit 0
EOS
chmod 755 /etc/security/namespace.init
for one in sshd sudo; do echo 'session required pam_namespace.so unmnt_remnt' >> /etc/pam.d/$one; done
