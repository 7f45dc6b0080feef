"""Reading botocore's data faster changes nothing that it says."""

from pathlib import Path

import pytest
from botocore.loaders import JSONFileLoader, Loader
from botocore.session import Session

from chalicelib.store.clients import Clients, StoreSettings
from chalicelib.store.service_data import ServiceData, ServiceFiles

OURS = ("dynamodb", "lambda", "s3", "ssm")
OF_PROFILES = ("signin", "sso", "sso-oidc", "sts")
"""Where an organizer's own credentials can come from."""
SETTINGS = StoreSettings(
    region="ap-southeast-1",
    table_prefix="contest-",
    archive_bucket="archive",
    public_bucket="public",
    function_prefix="contest-",
    parameter_prefix="/contest",
)


def stems():
    """Return every data file that is of all services or of these, without its suffixes."""
    data = Path(Loader.BUILTIN_DATA_PATH)
    files = [*data.glob("*.json*")]
    for service in (*OURS, *OF_PROFILES):
        files += (data / service).rglob("*.json*")
    return sorted({str(file).removesuffix(".gz").removesuffix(".json") for file in files})


def test_every_file_that_we_can_need_says_the_same():
    theirs, ours = JSONFileLoader(), ServiceFiles()

    differing = [stem for stem in stems() if theirs.load_file(stem) != ours.load_file(stem)]

    assert len(stems()) > 20
    assert differing == []


def test_a_file_that_is_not_there_is_none(tmp_path):
    assert ServiceFiles().load_file(str(tmp_path / "nothing")) is None


@pytest.mark.parametrize("kind", ["service-2", "endpoint-rule-set-1"])
def test_every_service_that_a_profile_may_need_is_found(kind):
    assert ServiceData().list_available_services(kind) == Loader().list_available_services(kind)


@pytest.mark.parametrize("service", OURS)
def test_a_client_goes_where_botocore_s_own_goes(service, monkeypatch):
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    attribute = "functions" if service == "lambda" else service
    clients = Clients(SETTINGS)

    made = getattr(clients, attribute).meta
    theirs = Session().create_client(service, region_name=SETTINGS.region).meta

    assert (
        made.endpoint_url,
        made.region_name,
        made.partition,
        made.config.signature_version,
        made.service_model.operation_names,
    ) == (
        theirs.endpoint_url,
        theirs.region_name,
        theirs.partition,
        theirs.config.signature_version,
        theirs.service_model.operation_names,
    )
    clients.close()
