# step: service
# es: La unidad corre en un espacio de red con nombre (NetworkNamespacePath=).
# en: The unit runs in a network namespace that has a name (NetworkNamespacePath=).
# shows: [ -e /run/netns/aplicacion ]
ip netns add aplicacion
edit_unit 's#^Group=.*#&\nNetworkNamespacePath=/run/netns/aplicacion#'
