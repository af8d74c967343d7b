# pins: service.linked/not-enabled-again
# step: service
# es: WantedBy= se corrigió, pero el servicio no se volvió a habilitar: el enlace cuelga del objetivo equivocado.
# en: WantedBy= was corrected but the service not enabled again: its link hangs from the wrong target.
# shows: [ -L "/etc/systemd/system/multiuser.target.wants/$UNIT.service" ] && systemctl is-enabled "$UNIT"
systemctl disable --quiet "$UNIT"
sed -i 's/^WantedBy=.*/WantedBy=multiuser.target/' "$UNIT_FILE"
systemctl enable --quiet "$UNIT" 2>/dev/null
edit_unit 's/^WantedBy=.*/WantedBy=multi-user.target/'
