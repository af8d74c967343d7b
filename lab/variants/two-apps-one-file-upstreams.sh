# step: site
# es: Dos sitios con sus upstream en un archivo.
# en: Two sites with their upstreams in one file.
# shows: systemctl is-active segunda
# sets: APP=
cp -a "$DIR" /var/www/segunda
rm -f /var/www/segunda/*.sock
sed "s#$DIR#/var/www/segunda#g; s#mi_aplicacion.sock#segunda.sock#" "$UNIT_FILE" > /etc/systemd/system/segunda.service
systemctl daemon-reload
systemctl enable --quiet --now segunda
sed 's#mi_aplicacion#segunda#g' "$SITE" > /tmp/p
{
    printf 'upstream una {\n    server unix:%s;\n}\nupstream dos {\n    server unix:/var/www/segunda/segunda.sock;\n}\n' "$SOCK"
    sed 's#proxy_pass .*#proxy_pass http://una;#' "$SITE"
    sed 's#proxy_pass .*#proxy_pass http://dos;#' /tmp/p
} > /tmp/todo
cat /tmp/todo > "$SITE"
settle_app /var/www/segunda/segunda.sock
restart_nginx
