# fault: application-500
# lie: nginx loads a library of somebody's own before all others
# named: nginx
cp "$(ldconfig -p | sed -n 's|.*libz.so.1 .*=> ||p' | head -n 1)" /opt/lies/hook.so
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nEnvironment=LD_PRELOAD=/opt/lies/hook.so\n' > /etc/systemd/system/nginx.service.d/own.conf
systemctl daemon-reload; systemctl restart nginx
