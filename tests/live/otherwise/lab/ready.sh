[ -S /var/www/mi_aplicacion/mi_aplicacion.sock ] && systemctl is-active --quiet nginx
