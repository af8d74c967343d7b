# es: El archivo hosts del cliente es de Windows: BOM, CR LF, tabuladores, mayúsculas y comentarios.
# en: The client's hosts file is of Windows: BOM, CR LF, tabs, capitals and comments.
# shows: head -c 3 /root/client-hosts | od -An -tx1 | grep -q 'ef bb bf'
printf '\357\273\277# Copyright (c) 1993-2009 Microsoft Corp.\r\n#\t127.0.0.1\tlocalhost\r\n%s\tMi_Aplicacion WWW.Mi_Aplicacion # práctica 3.4\r\n' "$ADDRESS" > "$CLIENT_HOSTS"
