# What a student who does everything right leaves. Runs as root while the image is made: packages can be installed,
# services enabled (they start when the server boots). Files beside this one are in the working directory.
install -m 644 notice.txt /etc/issue.net
echo 'Banner /etc/issue.net' > /etc/ssh/sshd_config.d/notice.conf
