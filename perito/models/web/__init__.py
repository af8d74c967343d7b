"""What stands behind nginx, as parts: unit, service, socket, site, page, names."""
