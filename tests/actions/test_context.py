from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.context import Context, Option, context_of

DAY = 24 * 3600
NOON = 1_790_000_000.0

options = st.builds(Option, st.text(), st.text(min_size=1), st.lists(st.text()).map(tuple))
contexts = st.builds(
    Context,
    matter=st.none() | st.text(min_size=1),
    intent=st.sampled_from(["ask_unit", "ask_contact", "ask_penalty"]),
    departments=st.lists(st.text()).map(tuple),
    options=st.lists(options, max_size=5).map(tuple),
    at=st.floats(0, 4e9),
)


@given(contexts)
def test_a_slot_that_went_through_json_comes_back(context: Context):
    assert context_of(json.loads(json.dumps(context.as_slot()))) == context


@pytest.mark.parametrize("slot", [None, {}])
def test_a_conversation_begins_with_nothing_remembered(slot):
    assert context_of(slot) == Context(matter=None, intent="ask_unit", departments=(), options=(), at=0.0)


def test_within_a_day_everything_is_remembered_and_the_clock_moves_on():
    talk = Context("dogs", "ask_contact", ("农业局",), (Option("犬吠扰民", "dog_barking", ("boundaries/10/1",)),), NOON)

    later = talk.fresh(NOON + DAY - 1)

    assert later == Context("dogs", "ask_contact", ("农业局",), talk.options, NOON + DAY - 1)


def test_after_a_day_everything_is_forgotten():
    talk = Context("dogs", "ask_contact", ("农业局",), (Option("犬吠扰民", "dog_barking", ("boundaries/10/1",)),), NOON)

    assert talk.fresh(NOON + DAY) == Context(at=NOON + DAY)


def test_a_talk_that_goes_on_every_few_hours_never_expires():
    talk = Context("dogs", at=NOON)

    for hours in range(6, 72, 6):
        talk = talk.fresh(NOON + hours * 3600)

    assert talk.matter == "dogs"
