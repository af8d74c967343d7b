# step: service
# es: La unidad cierra al servicio todo menos su directorio (ProtectSystem=strict y otras).
# en: The unit closes everything to the service but its directory (ProtectSystem=strict and others).
# shows: grep -q ReadWritePaths "$UNIT_FILE"
edit_unit "s|^Group=.*|&\nProtectSystem=strict\nReadWritePaths=$DIR\nProtectHome=read-only\nNoNewPrivileges=yes\nPrivateTmp=yes\nPrivateDevices=yes\nRestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\nCapabilityBoundingSet=\nMemoryDenyWriteExecute=no\nSystemCallFilter=@system-service\nPrivateUsers=no|"
