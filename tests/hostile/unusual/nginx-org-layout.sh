# server: nginx in nginx.org's layout: user nginx, sites in conf.d
# variant: nginx-org
rm -r $LIES
