# step: service
# es: La unidad lleva Restart=always, KillMode= y varios After=.
# en: The unit has Restart=always, KillMode= and several After=.
# shows: grep -q ^Restart=always "$UNIT_FILE"
sed -i 's/^After=.*/After=network.target syslog.target\nWants=network-online.target/' "$UNIT_FILE"
edit_unit '/^User=/i Restart=always\nRestartSec=5\nKillMode=mixed\nTimeoutStopSec=5'
