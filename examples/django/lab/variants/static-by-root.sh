# says: root en lugar de alias.
sed -i "s,alias .*,root $DIR;," $SITE
reload_nginx
