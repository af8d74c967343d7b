# server: nginx keeps pages for a minute
printf 'proxy_cache_path /var/cache/nginx-pages keys_zone=pages:1m;\n' > /etc/nginx/conf.d/cache.conf
edit_site 's#include proxy_params;#proxy_cache pages; proxy_cache_valid 200 1m; include proxy_params;#'
