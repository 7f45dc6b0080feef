"""The cloud's front says what the local server says, and lets nobody else at the bucket."""

import json
import subprocess
import sys
from pathlib import Path

from chalicelib.api.addresses import FRONT_HEADER
from office.deployment.front import FRONT_KEY_HEADER, front_template, headers_config
from office.local import front as local_front
from sitegen.headers import HSTS_SECONDS, SECURITY_HEADERS


def test_every_header_of_the_local_server_is_in_the_template_and_nothing_else() -> None:
    config = headers_config()
    security = config["SecurityHeadersConfig"]
    said = {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff" if "ContentTypeOptions" in security else "",
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
        **{item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]},
    }
    assert said == dict(SECURITY_HEADERS)
    assert local_front.SECURITY_HEADERS is SECURITY_HEADERS
    assert len(security) == 5
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == HSTS_SECONDS


def test_no_header_replaces_what_the_interface_says_itself_but_the_one_on_https() -> None:
    config = headers_config()
    overriding = [
        name for name, value in config["SecurityHeadersConfig"].items() if value["Override"]
    ]
    assert overriding == ["StrictTransportSecurity"]
    assert not any(item["Override"] for item in config["CustomHeadersConfig"]["Items"])


def test_the_policy_allows_no_script_or_style_that_stands_in_a_page() -> None:
    policy = dict(SECURITY_HEADERS)["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert not [word for word in policy.split() if word.startswith("'unsafe")]


def test_the_interface_is_never_cached_and_all_paths_carry_the_headers() -> None:
    distribution = front_template()["Resources"]["Distribution"]
    config = distribution["Properties"]["DistributionConfig"]
    interface, data = config["CacheBehaviors"]
    assert (interface["PathPattern"], data["PathPattern"]) == ("/api/*", "/data/*")
    assert interface["CachePolicyId"] != data["CachePolicyId"]
    assert "POST" in interface["AllowedMethods"]
    assert data["AllowedMethods"] == ["GET", "HEAD"]
    behaviours = (config["DefaultCacheBehavior"], interface, data)
    assert {behaviour["ResponseHeadersPolicyId"]["Ref"] for behaviour in behaviours} == {"Headers"}
    assert {behaviour["ViewerProtocolPolicy"] for behaviour in behaviours} == {"redirect-to-https"}


def test_only_this_distribution_may_read_the_bucket() -> None:
    policy = front_template()["Resources"]["BucketPolicy"]["Properties"]["PolicyDocument"]
    assert [statement["Action"] for statement in policy["Statement"]] == [
        "s3:GetObject",
        "s3:ListBucket",
    ]
    for statement in policy["Statement"]:
        source = statement["Condition"]["StringEquals"]["AWS:SourceArn"]["Fn::Sub"]
        assert source.endswith(":distribution/${Distribution}")


def test_the_front_shows_its_key_in_the_header_that_the_interface_reads() -> None:
    assert FRONT_KEY_HEADER == FRONT_HEADER


def test_the_module_writes_the_template_as_json(tmp_path: Path) -> None:
    written = tmp_path / "front.json"
    subprocess.run(
        [sys.executable, "-m", "office.deployment", str(written)], check=True, timeout=60
    )
    assert json.loads(written.read_text()) == front_template()
