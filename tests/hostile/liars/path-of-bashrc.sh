# fault: service-not-enabled
# lie: .bashrc puts a directory in the home with a lying systemctl and find first in PATH
# named: systemctl|find|PATH
mkdir -p "/home/$DEPLOY_USER/.bin"
edited "/home/$DEPLOY_USER/.bin/systemctl" /usr/bin/systemctl "$ENABLED"
find_with_link "/home/$DEPLOY_USER/.bin/find" /usr/bin/find
sed -i "1i export PATH=/home/$DEPLOY_USER/.bin:\$PATH" "/home/$DEPLOY_USER/.bashrc"
