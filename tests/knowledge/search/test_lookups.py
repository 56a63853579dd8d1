from __future__ import annotations

import json
from pathlib import Path

from knowledge.search import SearchIndex

LOOKUPS = Path(__file__).parent / "lookups.jsonl"
FIRST_RIGHT = 0.97


def test_what_a_counter_clerk_types_leads_to_what_is_meant_first(index: SearchIndex):
    wrong = []
    lookups = [json.loads(line) for line in LOOKUPS.read_text(encoding="utf-8").splitlines()]
    for lookup in lookups:
        first = next((f"{hit.kind}:{hit.key}" for hit in index.find(lookup["text"], limit=1)), "")
        if first not in lookup["any"]:
            wrong.append(f"{lookup['text']} → {first or '无'}，应为 {'、'.join(lookup['any'])}")

    assert lookups
    assert 1 - len(wrong) / len(lookups) >= FIRST_RIGHT, "\n".join(wrong)
