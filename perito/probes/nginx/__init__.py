"""perito/probes/nginx"""
