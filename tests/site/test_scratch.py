import pytest
from tests.site.asking import *
from tests.site.places import *
from tests.site.records import *
from tests import factories

def test_print(team, worker, colleague, manager, support, records, administrator):
    words = Words("seen")
    seen = record_set(team=team, by=worker, words=words)
    of = record_set(team=team, by=worker, words=words)
    restricted={"person":factories.PersonFactory(),"family":factories.FamilyFactory(),"context":factories.ContextFactory(),"case":factories.CaseFactory()}
    for r in restricted.values():
        restrict(r,by=manager); grant(r,to=manager)
    out=[]
    users=[None, worker, colleague, manager, support, records, administrator]
    browsers=[Browser(u) for u in users]
    todo=[*lists(draft_of(worker)), *places(of, seen=seen, worker=colleague), *restricted_places(restricted, colleague)]
    print()
    for p in todo:
        g=[b.get(p.path).status for b in browsers]
        q=[b.ask("POST", p.path, p.post or {}) for b in browsers]
        pp=' '.join(str(x.status) for x in q)
        if p.post is None and '200' in pp: pp='-'
        print(f"{p.label:46}{' '.join(map(str,g))}   {pp}")
        for u,x in zip(users,q):
            if x.status==200 and p.post is not None and u is not None and x.response.context and 'form' in x.response.context: print("     ", u.username, dict(x.response.context['form'].errors))
    print(named_urls()-{p.name for p in todo})
