# server: groups and accounts were written by hand, with blanks, comments and latin-1; a unit was copied into multi-user.target.wants
sed -i 's/^www-data:.*/www-data:x:33: usuario, otra,usuario/' /etc/group
printf '# ours\notra:x:01100:\n\ncurso:x:1400:otra\n' >> /etc/group
printf 'otra:x:1100:1100:Jos\351 Garc\355a,,,:/home/otra:/bin/bash\njos\351:x:1101:1100::/:/bin/sh\nequipo$:x:1200:100::/dev/null:/bin/false\n' >> /etc/passwd
printf '[Service]\nExecStart=/bin/sleep infinity\n' > /etc/systemd/system/uno.service
cp /etc/systemd/system/uno.service /etc/systemd/system/multi-user.target.wants/uno.service
systemctl daemon-reload
rm -r $LIES
