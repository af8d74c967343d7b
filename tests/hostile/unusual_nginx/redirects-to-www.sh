# server: the name without www is sent on to the one with it
edit_site 's#location / {#if ($host = '"$SERVER_NAME"') { return 301 http://www.'"$SERVER_NAME"'$request_uri; } location / {#'
