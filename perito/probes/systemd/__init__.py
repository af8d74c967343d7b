"""perito/probes/systemd"""
