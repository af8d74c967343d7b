"""perito/probes/python"""
