# says: The files lie in the user's home; /srv/www has links.
chmod 755 /home/"$DEPLOY_USER"
mv /srv/www/beta.test /home/"$DEPLOY_USER"/beta
ln -s /home/"$DEPLOY_USER"/beta /srv/www/beta.test
