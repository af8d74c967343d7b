# pins: site.proxy-pass/https
# step: site
# es: proxy_pass empieza por https:// y gunicorn no habla TLS.
# en: proxy_pass begins with https:// and gunicorn speaks no TLS.
# shows: grep -q https://unix: "$SITE"
edit_site 's|http://unix:|https://unix:|'
