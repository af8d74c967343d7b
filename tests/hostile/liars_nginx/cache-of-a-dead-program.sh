# fault: application-500
# lie: nginx keeps a page of when the application worked, for ten years and whatever the query
# named: page
printf 'proxy_cache_path /var/cache/nginx-pages keys_zone=pages:1m inactive=10y;\n' > /etc/nginx/conf.d/cache.conf
cp $DIR/application.py /root/bad
sed -i 's/return pagina/return "<h1>Aplicacion desplegada<\/h1>"/' $DIR/application.py; restart_app
edit_site 's#include proxy_params;#proxy_cache pages; proxy_cache_key $uri; proxy_cache_valid 200 10y; proxy_cache_use_stale error http_500; include proxy_params;#'
python3 -c "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1/', headers={'Host':'$SERVER_NAME'})).read()"
cat /root/bad > $DIR/application.py; restart_app
