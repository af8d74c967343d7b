# fault: site-access-log-off
# lie: nginx -T prints a site with an access log, and a file that is a copy of a log
# named: nginx
in_place nginx 's/access_log off/access_log \/var\/log\/nginx\/x.log/'
