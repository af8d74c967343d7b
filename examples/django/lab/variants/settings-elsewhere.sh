# says: El proyecto se llama config.
mv $DIR/proyecto $DIR/config
sed -i s/proyecto/config/ $DIR/config/*.py $DIR/manage.py /etc/systemd/system/$UNIT
restart_app
