import time, resource
import pytest
from tests.actions.office.test_importing import *  # noqa
from tests.actions.office.test_importing import looked_at, csv_of, PROVIDERS, taken, result
from tests.builders import rating
pytestmark = pytest.mark.django_db
def test_zz():
    from answerable.actions.office import previewing
    real=previewing.add_small
    def timed(*a,**k):
        t=time.time(); r=real(*a,**k); print("locked", time.time()-t); return r
    previewing.add_small=timed
    many = (("p" + str(n), "x", "", "company", "") for n in range(19_999))
    t=time.time(); task=looked_at(csv_of(PROVIDERS,*many)); print("small look", time.time()-t, task.result)
    previewing.add_small=real
    t=time.time(); print(taken(task).result, "small take", time.time()-t)
    base = rating("sweeping", "2026-03-01", 5)
    head=tuple(base)
    data = [tuple({**base,"id":f"r{n}", "level": "9" if n%10==0 else "5"}.values()) for n in range(300_000)]
    d=csv_of(head,*data); print(len(d)/1e6,"MB"); del data
    before=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    t=time.time(); task=looked_at(d,"ratings"); print("bulk look", time.time()-t, task.result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss-before)
    t=time.time(); r=taken(task); print("bulk take", time.time()-t, r.result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss-before)
    assert 0
