# fault: application-500
# lie: nginx gives the page itself to whoever calls himself Perito
# named: page|nginx|visit|browser
edit_site '/location \/ {/a if ($http_user_agent ~* "perito|python") { add_header Content-Type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }'
