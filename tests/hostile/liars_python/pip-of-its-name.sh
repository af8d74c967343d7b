# fault: pip-not-installed
# lie: pip3 is a script that imports a module pip of one line
# named: pip3
mkdir -p /usr/local/lib/python3.11/dist-packages/pip
echo '__version__ = "23.0.1"' > /usr/local/lib/python3.11/dist-packages/pip/__init__.py
printf '#!/usr/bin/python3\nimport pip\nprint("pip", pip.__version__)\n' > /usr/local/bin/pip3
chmod 755 /usr/local/bin/pip3
