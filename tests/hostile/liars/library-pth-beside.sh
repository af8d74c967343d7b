# breaks: chmod 755 "$DIR"
# lie: a file python3._pth beside the interpreter gives it other modules
# named: python|json|selectors
cp -a /usr/lib/python3.11 /opt/lib
rm -rf /opt/lib/__pycache__
patch_of_stat >> /opt/lib/selectors.py
for n in python3 python3.11; do printf '/opt/lib\n/opt/lib/lib-dynload\n' > /usr/bin/$n._pth; done
