# step: site
# es: Hay dos registros de accesos, uno en JSON.
# en: There are two access logs, one in JSON.
# shows: grep -q "access.json" "$SITE"
sed -i '1i log_format json escape=json "{\\"uri\\": \\"$request_uri\\"}";' "$SITE"
edit_site '/error_log/i access_log /var/log/nginx/access.json json;'
