# server: the coreutils in Rust (Debian 13) stand in for GNU's, by their package
# suite: trixie
# packages: rust-coreutils
for tool in stat ls cat id readlink date md5sum sha256sum head tail; do
    dpkg-divert --quiet --local --rename --divert "/usr/bin/$tool.gnu" --add "/usr/bin/$tool"
    ln -s "/usr/lib/cargo/bin/coreutils/$tool" "/usr/bin/$tool"
done
rm -r $LIES
