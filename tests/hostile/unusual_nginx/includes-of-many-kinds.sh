# server: files included by relative paths, through links, and one that holds what nginx -T printed
nginx -T 2>/dev/null > /etc/nginx/sites-available/printed.txt
mkdir -p /etc/nginx/parts
echo 'client_max_body_size 5m;' > /etc/nginx/parts/size.conf
ln -s ../parts/size.conf /etc/nginx/conf.d/size.conf
printf '# configuration file /etc/nginx/nginx.conf:\ninclude parts/[m-s]*.inc;\n' > /etc/nginx/conf.d/odd.conf
restart_nginx
