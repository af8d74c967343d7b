# server: a log in JSON, and one to syslog
printf 'log_format own escape=json \047{"at":"$time_iso8601","from":"$remote_addr","asked":"$request","status":$status}\047;\n' > /etc/nginx/conf.d/log.conf
edit_site 's#access_log \(.*\);#access_log /var/log/nginx/own.log own; access_log syslog:server=127.0.0.1:5140;#'
