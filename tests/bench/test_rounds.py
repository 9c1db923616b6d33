import onnxruntime

from model import encoder
from tests.bench.rounds import measure, one_core, ratio


def test_things_run_in_turns_and_first_once_unmeasured():
    ran = []
    runs = {name: lambda name=name: ran.append(name) or len(ran) for name in "AB"}
    assert measure(runs, rounds=2) == {"A": [3, 5], "B": [4, 6]}
    assert ran == list("ABABAB")


def test_a_ratio_is_the_median_of_the_rounds():
    times = {"ours": [1.0, 2.0, 50.0], "theirs": [3.0, 8.0, 50.0]}
    assert ratio(times, "ours", "theirs") == 3.0


def test_on_one_core_the_encoder_has_one_thread():
    with one_core():
        assert encoder._session().get_session_options().intra_op_num_threads == 1
    default = onnxruntime.SessionOptions().intra_op_num_threads
    assert encoder._session().get_session_options().intra_op_num_threads == default
