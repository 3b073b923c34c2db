def test_it(service):
    import re

    p = next(p for p in service.places if p.name == "keeping:access-submit")
    b = service.browsers["records"].ask("POST", p.path, p.post)
    i = b.body.find("error-summary")
    raise AssertionError(re.sub(r"\s+", " ", re.sub("<[^>]*>", "", b.body[i : i + 1500])))
