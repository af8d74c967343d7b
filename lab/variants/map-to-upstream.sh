# step: site
# es: Un map del propio sitio elige entre varios upstream según el nombre.
# en: A map in the site itself chooses among upstreams by the name.
# shows: grep -q hostnames "$SITE"
cat > /tmp/cabecera <<EOS
map \$http_host \$grupo {
    hostnames;
    default principal;
    .pruebas.test pruebas;
}
upstream principal {
    server unix:$SOCK fail_timeout=0;
}
upstream pruebas {
    server 127.0.0.1:8001;
}
EOS
cat /tmp/cabecera "$SITE" > /tmp/sitio
cat /tmp/sitio > "$SITE"
edit_site 's#proxy_pass .*#proxy_pass http://$grupo;#'
