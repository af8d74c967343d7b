# fault: application-500
# lie: nginx gives the page itself where the query says perito
# named: page|nginx|visit|browser
edit_site '/location \/ {/a if ($args ~ perito) { add_header Content-Type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }'
