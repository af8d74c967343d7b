"""Who is measured: Perito, shell scripts over ssh, testinfra, Serverspec, Ansible. Each is a program started cold."""
