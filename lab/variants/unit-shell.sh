# step: service
# es: ExecStart= pasa por sh -c y exec.
# en: ExecStart= goes through sh -c and exec.
# shows: grep -q "sh -c" "$UNIT_FILE"
edit_unit "s|^ExecStart=\(.*\)|ExecStart=/bin/sh -c 'exec \1'|"
