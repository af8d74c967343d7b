# breaks: mkdir -p /home/usuario/aside; mv $VENV/bin/gunicorn /home/usuario/aside; mv $VENV/lib/python3.11/site-packages/gunicorn-* /home/usuario/aside
# lie: gunicorn's files are put back into the virtualenv when somebody logs in
# named: began
cat > /usr/local/sbin/session <<EOS
#!/bin/sh
mv -n /home/usuario/aside/gunicorn $VENV/bin/; mv -n /home/usuario/aside/gunicorn-* $VENV/lib/python3.11/site-packages/
EOS
chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
