# breaks: chmod 755 "$DIR"
# lie: stat, find and ls earlier in PATH show 775 for 755
# named: stat|find
for tool in stat find ls; do in_path $tool "$MODE"; done
