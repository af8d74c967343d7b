"""perito/pytest_plugin"""
