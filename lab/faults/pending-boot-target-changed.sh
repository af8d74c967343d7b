# pins: service.linked/not-enabled-again
# step: service
# es: Se habilitó para rescue.target; WantedBy= se corrigió después, y el enlace sigue en el target de antes.
# en: It was enabled for rescue.target; WantedBy= was corrected later, and the link is still in the target of before.
# shows: [ -L "/etc/systemd/system/rescue.target.wants/$UNIT.service" ] && grep -q ^WantedBy=multi-user "$UNIT_FILE"
systemctl disable --quiet "$UNIT"
cp "$UNIT_FILE" /root/right
sed -i 's/^WantedBy=.*/WantedBy=rescue.target/' "$UNIT_FILE"
systemctl enable --quiet "$UNIT" 2>/dev/null
cat /root/right > "$UNIT_FILE"
restart_app
