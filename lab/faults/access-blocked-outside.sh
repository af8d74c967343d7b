# pins: access.reachable/blocked
# step: access
# es: Un cortafuegos no deja llegar al puerto 80 desde fuera.
# en: A firewall keeps port 80 from being reached from outside.
# shows: ip rule list | grep -q "sport 80"
ip rule add ipproto 6 sport 80 to 198.18.0.0/15 prio 10 blackhole
