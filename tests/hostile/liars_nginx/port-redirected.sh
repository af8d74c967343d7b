# fault: application-500
# lie: a rule of the firewall leads port 80 to another nginx with a copy of the page
# named: page
mkdir -p /srv/copy; printf '<h1>Aplicacion desplegada</h1>' > /srv/copy/index.html
cat > /opt/other.conf <<EOS
pid /run/other.pid; user www-data; error_log /dev/null;
events {}
http { access_log /var/log/nginx/$SERVER_NAME.access.log;
server { listen 8081; root /srv/copy; default_type text/html; } }
EOS
systemd-run --quiet --unit=other -p Type=forking /usr/sbin/nginx -c /opt/other.conf
nft add table ip lies
nft add chain ip lies pre '{ type nat hook prerouting priority -100; }'
nft add chain ip lies out '{ type nat hook output priority -100; }'
nft add rule ip lies pre tcp dport 80 redirect to :8081
nft add rule ip lies out tcp dport 80 redirect to :8081
sleep 1
