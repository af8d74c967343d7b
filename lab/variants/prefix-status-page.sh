# step: site
# es: Bajo /estado responde nginx mismo y /ws/ va a otro puerto.
# en: Under /estado nginx itself answers, and /ws/ goes to another port.
# shows: grep -q stub_status "$SITE"
edit_site 's#^    location / {#    location = /estado {\n        stub_status;\n        access_log off;\n    }\n    location /ws/ {\n        proxy_pass http://127.0.0.1:8765;\n    }\n&#'
