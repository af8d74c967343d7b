# server: PYTHONPATH of the unit leads to the application's own directory
edit_unit "/^User=/i Environment=PYTHONPATH=$DIR:/opt/lib"
