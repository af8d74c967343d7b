# server: the unit sees its own directory and virtualenv alone, by TemporaryFileSystem=, BindPaths= and InaccessiblePaths=
mkdir -p /var/www/otra
edit_unit "/^User=/i TemporaryFileSystem=/var/www /home/$DEPLOY_USER:ro\nBindPaths=$DIR /home/$DEPLOY_USER/.gunicorn\nBindReadOnlyPaths=$VENV\nInaccessiblePaths=/etc/nginx /var/log/nginx"
rm -r $LIES
