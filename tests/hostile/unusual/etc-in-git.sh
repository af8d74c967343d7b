# server: /etc is a git repository (etckeeper), and configuration files of packages were edited
cd /etc
printf '\n# of ours\n' >> /etc/pam.d/common-session
printf 'Banner /etc/issue.net\nMaxAuthTries 4\n' > /etc/ssh/sshd_config.d/ours.conf
printf 'export EDITOR=nano\nalias ll="ls -l"\n' > /etc/profile.d/ours.sh
sed -i 's/worker_connections.*/worker_connections 1024;/' /etc/nginx/nginx.conf
git init --quiet . && git add -A && git -c user.name=root -c user.email=root@localhost commit --quiet -m "apt" > /dev/null
systemctl reload ssh nginx
rm -r $LIES
