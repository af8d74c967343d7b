# fault: unit-user-root
# lie: /etc/passwd calls 0 usuario, after the true usuario and before root
# named: passwd|uid|root|usuario
sed -i 's/^User=.*/User=0/' "$UNIT_FILE"
line=$(grep ^usuario: /etc/passwd)
sed -i '/^usuario:x:1000:/d' /etc/passwd
sed -i "1i $line\nusuario:x:0:0::/home/usuario:/bin/bash" /etc/passwd
restart_app
