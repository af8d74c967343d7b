# breaks: edit_unit 's/^User=.*/User=root/'
# lie: a drop-in in /run mends the unit until the server starts anew
# named: run|unit
mkdir -p /run/systemd/system/$UNIT.service.d
printf '[Service]\nUser=usuario\n' > /run/systemd/system/$UNIT.service.d/own.conf
rm -f $SOCK; restart_app
