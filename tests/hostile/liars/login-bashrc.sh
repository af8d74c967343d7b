# fault: service-not-enabled
# lie: .bashrc enables the service as long as somebody is logged in
# named: bashrc|login|since|after
sed -i "1i sudo systemctl enable --quiet $UNIT; trap 'sudo systemctl disable --quiet $UNIT' EXIT" "/home/$DEPLOY_USER/.bashrc"
