# step: service
# es: Un drop-in quita la red a la unidad y gunicorn escucha en dos sockets.
# en: A drop-in takes the network from the unit, and gunicorn listens on two sockets.
# shows: [ -e "/etc/systemd/system/$UNIT.service.d/red.conf" ]
mkdir "/etc/systemd/system/$UNIT.service.d"
printf '[Service]\nPrivateNetwork=true\n' > "/etc/systemd/system/$UNIT.service.d/red.conf"
edit_unit "s#--bind#--bind unix:$DIR/otro.sock --bind#"
