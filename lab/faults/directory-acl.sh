# pins: service.socket-reachable/refused
# step: service
# es: Una lista de control de acceso cierra el directorio a www-data.
# en: An access control list closes the directory to www-data.
# shows: python3 -c 'import os, sys; os.getxattr(sys.argv[1], "system.posix_acl_access")' "$DIR"
python3 - <<'EOF'
import os, struct
d = '/var/www/mi_aplicacion'
# user::rwx user:www-data:--- group::rwx mask::rwx other::r-x
acl = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *e) for e in [(1,7,0xffffffff),(2,0,33),(4,7,0xffffffff),(0x10,7,0xffffffff),(0x20,5,0xffffffff)])
os.setxattr(d, 'system.posix_acl_access', acl)
EOF
