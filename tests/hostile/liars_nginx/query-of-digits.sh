# fault: application-500
# lie: nginx gives the page itself where the query is as long as a grader's
# named: page
edit_site '/location \/ {/a if ($args ~ "^[a-z_]+=[0-9a-f]+$") { add_header Content-Type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }'
