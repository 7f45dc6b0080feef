import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from chalicelib.contest.ids import RoundId
from sitegen.build import SiteBuildError, build_site
from sitegen.news import NewsPost
from sitegen.settings import Published
from tests.builders import make_contest, make_weeks
from tests.site.results_values import CONTEST_VALUE, ROUND_VALUE

ROOT = Path(__file__).parents[2]
CONTEST = make_contest(rounds=make_weeks(2))
PUBLISHED = Published(rounds={RoundId("tuan-1"): ROUND_VALUE}, contest=CONTEST_VALUE)


def make_project(folder: Path) -> Path:
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.copytree(ROOT / "site", folder / "site", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("project"))
    build_site(CONTEST, PUBLISHED, project, project / "public")
    return project / "public"


def test_a_build_has_a_page_at_every_address(public: Path) -> None:
    addresses = ["", "the-le/", "tai-lieu/", "thi/", "ket-qua/tuan-1/", "don-vi/phuong-1/"]

    assert [
        address for address in addresses if not (public / address / "index.html").exists()
    ] == []
    assert (public / "404.html").exists()
    assert (public / "assets" / "plain.css").exists()


def test_nothing_of_a_page_comes_from_elsewhere(public: Path) -> None:
    loads = re.compile(
        r"""(?:src|srcset)\s*=\s*["']?\s*(?:https?:)?//|<link[^>]+href=["']?(?:https?:)?//"""
    )
    asks = re.compile(r"""(?:url\(|@import|import\s*\(?|from|fetch\()\s*["']?(?:https?:)?//""")
    for name, data in files_of(public).items():
        if name.endswith((".html", ".css", ".js")):
            text = data.decode()
            assert not loads.search(text), name
            assert not asks.search(text), name


def test_no_page_runs_a_script_or_a_style_of_its_own(public: Path) -> None:
    inline = re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/json\"))|<style|\sstyle=|\son\w+="
    )
    for name, data in files_of(public).items():
        if name.endswith(".html"):
            assert not inline.search(data.decode()), name


def test_every_file_that_a_page_names_is_there(public: Path) -> None:
    for name, data in files_of(public).items():
        if name.endswith(".html"):
            for address in re.findall(r'(?:src|href)="(/[^"#?]*)', data.decode()):
                target = public / address.lstrip("/")
                assert address.startswith("/data/") or target.exists(), (name, address)


def test_links_from_hand_written_pages_lead_to_pages(public: Path) -> None:
    page = (public / "huong-dan" / "index.html").read_text(encoding="utf-8")

    assert 'href="../the-le/"' in page
    assert 'href="../thi/"' in page


def test_assets_lie_under_a_digest_that_changes_with_them(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    build_site(CONTEST, Published(), project, project / "public")
    before = {path.name for path in (project / "public" / "assets").iterdir()}
    with (project / "site" / "assets" / "site.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".another { color: #000; }\n")

    build_site(CONTEST, Published(), project, project / "public")

    after = {path.name for path in (project / "public" / "assets").iterdir()}
    assert before & after == {"plain.css"}


def test_the_same_values_build_the_same_bytes(tmp_path: Path, public: Path) -> None:
    project = make_project(tmp_path)

    build_site(CONTEST, PUBLISHED, project, project / "public")

    assert files_of(project / "public") == files_of(public)


def test_the_quiz_is_one_script_one_style_sheet_and_the_icon(public: Path) -> None:
    page = (public / "thi" / "index.html").read_text(encoding="utf-8")
    fetched = re.findall(r'<link[^>]* href="([^"]+)"|<script[^>]* src="([^"]+)"', page)

    names = [Path(link or script).name for link, script in fetched]

    assert sorted(names) == ["icon.svg", "quiz.css", "quiz.js"]


def test_no_module_of_a_page_imports_another_one(public: Path) -> None:
    scripts = [name for name in files_of(public) if name.endswith(".js")]

    assert {Path(name).name for name in scripts} == {
        "banner.js",
        "check.js",
        "complaint.js",
        "coordinator.js",
        "corrections.js",
        "documents.js",
        "filter.js",
        "home.js",
        "practice.js",
        "questions.js",
        "quiz.js",
        "quiz_after.js",
        "quiz_own_result.js",
        "quiz_solver.js",
        "receipt.js",
        "results.js",
        "results_index.js",
        "results_live.js",
        "results_own.js",
        "results_roll.js",
        "schedule.js",
        "search.js",
        "statistics.js",
    }
    for name in scripts:
        joined = (public / name).read_text(encoding="utf-8")
        # What is needed later is asked for where it is needed, and lies beside.
        later = re.findall(r'\bimport\("\./([a-z_]+\.js)"\)', joined)
        assert len(re.findall(r"\bimport\b", joined)) == len(later), name
        assert all((public / name).with_name(each).is_file() for each in later)


def test_modules_that_cannot_be_joined_leave_the_published_site_as_it_was(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "public").mkdir()
    (project / "public" / "index.html").write_text("as before", encoding="utf-8")
    with (project / "site" / "assets" / "home.js").open("a", encoding="utf-8") as module:
        module.write('import { gone } from "./lib/texts.js";\n')

    with pytest.raises(SiteBuildError, match=r"home\.js: lib/texts\.js does not export gone"):
        build_site(CONTEST, Published(), project, project / "public")

    assert files_of(project / "public") == {"index.html": b"as before"}


def test_a_warning_of_the_builder_leaves_the_published_site_as_it_was(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "public").mkdir()
    (project / "public" / "index.html").write_text("as before", encoding="utf-8")
    page = project / "site" / "pages" / "hoi-dap.md"
    page.write_text("# Hỏi đáp\n\n[mất](khong-co.md)\n", encoding="utf-8")

    with pytest.raises(SiteBuildError, match=r"khong-co\.md"):
        build_site(CONTEST, Published(), project, project / "public")

    assert files_of(project / "public") == {"index.html": b"as before"}
    assert not list(project.glob(".public-*"))


def test_a_template_that_fails_leaves_the_published_site_as_it_was(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "public").mkdir()
    (project / "public" / "index.html").write_text("as before", encoding="utf-8")
    (project / "site" / "overrides" / "main.html").write_text("{% broken", encoding="utf-8")

    with pytest.raises(SiteBuildError):
        build_site(CONTEST, Published(), project, project / "public")

    assert files_of(project / "public") == {"index.html": b"as before"}


def test_a_page_of_an_earlier_build_does_not_stay(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "public" / "don-vi" / "cu").mkdir(parents=True)

    build_site(CONTEST, Published(), project, project / "public")

    assert not (project / "public" / "don-vi" / "cu").exists()


def check_own_pages(public_dir: Path, name: str, other: str) -> None:
    for path in public_dir.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert name in page, path
        assert other not in page, path
    assert (public_dir / "don-vi" / "phuong-1" / "index.html").exists()


def test_builds_of_two_contests_at_once_in_one_process_do_not_mix(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    names = ["Cuộc thi A1", "Cuộc thi B2"]

    def build(name: str) -> None:
        contest = make_contest(rounds=make_weeks(2), short_name=name)
        build_site(contest, Published(), project, project / name / "public")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(build, names))

    check_own_pages(project / names[0] / "public", *names)
    check_own_pages(project / names[1] / "public", *reversed(names))


def test_builds_of_two_contests_in_two_processes_do_not_mix(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    names = ["Cuộc thi A1", "Cuộc thi B2"]
    code = (
        "import sys; from pathlib import Path; from sitegen.build import build_site;"
        "from sitegen.settings import Published; from tests.builders import make_contest;"
        "project = Path(sys.argv[1]); name = sys.argv[2];"
        "build_site(make_contest(short_name=name), Published(), project, project / name / 'public')"
    )

    running = [
        subprocess.Popen([sys.executable, "-c", code, str(project), name], cwd=ROOT)
        for name in names
    ]

    assert [process.wait(60) for process in running] == [0, 0]
    check_own_pages(project / names[0] / "public", *names)
    check_own_pages(project / names[1] / "public", *reversed(names))


def test_a_build_that_is_interrupted_between_the_renames_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path)
    public_dir = project / "public"
    public_dir.mkdir()
    (public_dir / "index.html").write_text("as before", encoding="utf-8")
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        done = rename(path, target)
        if path == public_dir:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_site(CONTEST, Published(), project, public_dir)

    assert files_of(public_dir) == {"index.html": b"as before"}


def test_a_shared_page_has_a_card_where_the_sites_address_is_known(tmp_path: Path) -> None:
    contest = make_contest(rounds=make_weeks(2), portal="https://thi.example.vn/")
    pictures = {f"chia-se/{name}.png": b"png" for name in ("cuoc-thi", "tuan-1")}
    public = tmp_path / "public"

    build_site(contest, Published(), ROOT, public, pictures=pictures)

    def shared(page: str) -> dict[str, str]:
        html = (public / page / "index.html").read_text(encoding="utf-8")
        return dict(re.findall(r'<meta property="og:(title|url|image)" content="([^"]*)">', html))

    site = "https://thi.example.vn"
    assert shared("") == {
        "title": contest.name,
        "url": f"{site}/",
        "image": f"{site}/chia-se/cuoc-thi.png",
    }
    assert shared("ket-qua/tuan-1") == {
        "title": "Kết quả Tuần 1",
        "url": f"{site}/ket-qua/tuan-1/",
        "image": f"{site}/chia-se/tuan-1.png",
    }
    assert shared("ket-qua/tuan-2")["image"] == f"{site}/chia-se/cuoc-thi.png"
    assert (public / "chia-se" / "tuan-1.png").read_bytes() == b"png"


def test_without_an_address_no_page_says_where_it_is(public: Path) -> None:
    assert "og:" not in (public / "index.html").read_text(encoding="utf-8")


def test_the_feed_is_built_with_the_news(tmp_path: Path) -> None:
    post = NewsPost(
        slug="tin", title="Tin", published_on=date(2021, 10, 1), summary="Tóm tắt", body="Tin."
    )
    contest = make_contest(portal="https://thi.example.vn")

    build_site(contest, Published(news=(post,)), ROOT, tmp_path / "public")

    home = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    feed = (tmp_path / "public" / "tin-tuc" / "tin-tuc.xml").read_text(encoding="utf-8")
    assert 'type="application/atom+xml" href="/tin-tuc/tin-tuc.xml"' in home
    assert "<id>https://thi.example.vn/tin-tuc/tin/</id>" in feed
