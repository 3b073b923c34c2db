"""What the API says of itself: OpenAPI 3.1, valid, and as it was when somebody last looked at a change of it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from cs_casework.api.pages import description, resources
from cs_casework.api.resources import RESOURCES

COPY = Path(settings.BASE_DIR) / "docs" / "openapi.json"
WRITE_IT = "bin/manage spectacular --format openapi-json --file docs/openapi.json"
# What DRF and its description would name by themselves.
UNTOLD = ("Serializer", "Paginated")


def test_the_description_is_valid() -> None:
    said: Any = description()
    assert said["openapi"].startswith("3.1")
    assert [str(fault.message)[:300] for fault in OpenAPIV31SpecValidator(said).iter_errors()] == []
    names = [name for name in said["components"]["schemas"] if name.endswith(UNTOLD[0]) or name.startswith(UNTOLD[1])]
    assert names == []
    operations = [one for methods in said["paths"].values() for one in methods.values()]
    ids = [one["operationId"] for one in operations]
    assert len(ids) == len(set(ids))
    # Every one can be told from another by its words, says who may be refused and how, and stands on a page of its own.
    assert [one["operationId"] for one in operations if not one.get("summary") or not one.get("description")] == []
    assert [one["operationId"] for one in operations if not {"401", "403", "404"} <= set(one["responses"])] == []
    assert set(RESOURCES) <= set(resources())


def test_a_change_of_the_api_is_seen_in_review() -> None:
    said = json.loads(json.dumps(description(), default=str))
    assert json.loads(COPY.read_text()) == said, f"The API has changed. Write down what it is now: {WRITE_IT}"
