# fault: application-500
# lie: nginx gives the page itself to whoever calls himself Perito or a library
# named: -
edit_site '/location \/ {/a if ($http_user_agent ~* "perito|python|curl") { add_header Content-Type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }'
