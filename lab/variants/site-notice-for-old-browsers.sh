# es: Nginx contesta él mismo a los navegadores muy antiguos, con un aviso.
# en: nginx itself answers very old browsers, with a notice.
# shows: grep -q MSIE "$SITE"
edit_site 's|location / {|if ($http_user_agent ~ "MSIE") { return 200 "<h1>Usa otro navegador</h1>"; }\n    location / {|'
