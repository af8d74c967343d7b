# fault: application-500
# lie: nginx gives the page itself where the query carries a long number
# named: page|nginx|visit|browser|differ
edit_site '/location \/ {/a if ($args ~ "^(v|_|cb|rev|t)=[0-9a-f]{30,}$") { add_header Content-Type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }'
