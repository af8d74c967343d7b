"""Each virtual host: enabled, and its files as they should be."""

from perito import check


@check("site.enabled")
def test_it_is_enabled(host, site):
    read = host.check_output("cat /etc/nginx/sites-enabled/* /etc/nginx/conf.d/* 2>/dev/null; true")
    assert f"server_name {site.name}" in read


@check("site.root")
def test_its_directory_is_there(host, site):
    assert host.file(f"/srv/www/{site.name}").is_directory


@check("site.owner")
def test_the_web_server_does_not_own_its_files(host, site):
    assert host.run("find %s -user www-data", f"/srv/www/{site.name}").stdout == ""


@check("site.mode")
def test_everybody_reads_and_the_owner_writes(host, site):
    root = f"/srv/www/{site.name}"
    assert host.run(r"find %s \( -type d -not -perm -a+rx -o -type f -not -perm -a+r \)", root).stdout == ""
    assert host.run("find %s -not -type l -perm /go+w", root).stdout == ""
