def test_it(service):
    p = next(p for p in service.places if p.name == "keeping:access-submit")
    out = []
    for data in (None, {}, p.post):
        b = service.browsers["records"].ask("POST", p.path, data)
        out.append((data, b.status, b.headers.get("Location"), b.body[-300:] if b.status == 200 else ""))
    raise AssertionError(out)
