import shlex

from perito import check, expect, finding


@check("django.installed")
def test_django_is_installed(host, deployment):
    where = shlex.quote(deployment.virtualenv.path)
    found = host.run(f"find {where}/lib -maxdepth 4 -path '*/site-packages/django/__init__.py'")
    assert found.stdout.strip()


@check("django.settings")
def test_there_are_settings(settings_file):
    assert settings_file


@check("django.debug")
def test_debug_is_off(setting):
    expect(setting("DEBUG") or False).to_equal(False)


@check("django.allowed-hosts")
def test_allowed_hosts_names_the_site(setting, deployment):
    if "*" in (setting("ALLOWED_HOSTS") or []):
        raise finding("django.allowed-hosts/anybody")
    for name in deployment.site.server_names:
        if deployment.page.get("/", name).status == 400:
            raise finding("django.allowed-hosts/not-named", name=name)


@check("django.migrated")
def test_the_database_is_migrated(host, deployment):
    assert host.file(f"{deployment.names.directory}/db.sqlite3").size > 0
