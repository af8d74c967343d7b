"""Beside the items: whether the server's own words agree with each other. Advice to the teacher, never points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.server.server import Server


@check("integrity.programs")
def test_programs_are_those_of_their_packages(server: Server) -> None:
    server.integrity.must_agree("integrity.programs")


@check("integrity.libraries")
def test_libraries_are_those_of_their_packages(server: Server) -> None:
    server.integrity.must_agree("integrity.libraries")


@check("integrity.interpreter")
def test_python_is_that_of_its_package(server: Server) -> None:
    server.integrity.must_agree("integrity.interpreter")


@check("integrity.packages")
def test_dpkg_says_what_is_on_the_disk(server: Server) -> None:
    server.integrity.must_agree("integrity.packages")


@check("integrity.view")
def test_every_process_sees_the_same_files(server: Server) -> None:
    server.integrity.must_agree("integrity.view")


@check("integrity.accounts")
def test_getent_says_what_is_written(server: Server) -> None:
    server.integrity.must_agree("integrity.accounts")


@check("integrity.files")
def test_find_says_what_lstat_says(server: Server) -> None:
    server.integrity.must_agree("integrity.files")


@check("integrity.sockets")
def test_ss_says_what_the_kernel_says(server: Server) -> None:
    server.integrity.must_agree("integrity.sockets")


@check("integrity.units")
def test_systemctl_says_what_the_processes_say(server: Server) -> None:
    server.integrity.must_agree("integrity.units")


@check("integrity.python")
def test_packages_are_those_that_were_installed(server: Server) -> None:
    server.integrity.must_agree("integrity.python")


@check("integrity.gunicorn")
def test_what_runs_is_gunicorn(server: Server) -> None:
    server.integrity.must_agree("integrity.gunicorn")


@check("integrity.moment")
def test_nothing_was_changed_while_it_was_looked_at(server: Server) -> None:
    server.integrity.must_agree("integrity.moment")


@check("integrity.nginx")
def test_nginx_says_what_its_files_and_processes_say(server: Server) -> None:
    server.integrity.must_agree("integrity.nginx")


@check("integrity.page")
def test_everybody_gets_the_same_page(server: Server) -> None:
    server.integrity.must_agree("integrity.page")
