# Lo que deja quien lo hace todo bien. Se ejecuta como root mientras se crea la imagen: se pueden instalar paquetes y
# habilitar servicios (arrancan con el servidor). Los ficheros que hay junto a este están en el directorio de trabajo.
install -m 644 notice.txt /etc/issue.net
echo 'Banner /etc/issue.net' > /etc/ssh/sshd_config.d/notice.conf
