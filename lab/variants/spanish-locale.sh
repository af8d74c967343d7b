# step: tools
# es: El sistema habla español: los mensajes de systemctl, nginx y el shell salen traducidos.
# en: The system speaks Spanish: systemctl's, nginx's and the shell's messages are translated.
# shows: grep -q LC_ALL=es_ES.UTF-8 /etc/environment
echo 'LC_ALL=es_ES.UTF-8' >> /etc/environment
echo 'LANGUAGE=es' >> /etc/environment
