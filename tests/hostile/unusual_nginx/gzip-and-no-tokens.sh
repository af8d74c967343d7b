# server: gzip for all, no version in headers, own headers
printf 'gzip_min_length 1;\ngzip_proxied any;\n' > /etc/nginx/conf.d/zip.conf
sed -i 's|# server_tokens off;|server_tokens off;|' /etc/nginx/nginx.conf
edit_site 's#include proxy_params;#add_header X-Frame-Options DENY always; include proxy_params;#'
