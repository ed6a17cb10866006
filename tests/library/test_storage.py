"""Parameters in a file, and back: what is loaded is a network, or an error says why not."""

import numpy as np
import pytest

import feedforward as ff


@pytest.fixture
def params():
    rng = np.random.default_rng(0)
    return [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, 5, 4, 2], rng)]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_saved_comes_back_bit_for_bit(tmp_path, params, dtype):
    params = [(W.astype(dtype), b.astype(dtype)) for W, b in params]
    ff.save_params(tmp_path / "net.npz", params)
    loaded = ff.load_params(tmp_path / "net.npz")
    for pair, again in zip(params, loaded, strict=True):
        for part, back in zip(pair, again, strict=True):
            assert back.dtype == dtype and np.array_equal(part, back)


def test_eleven_layers_keep_their_order(tmp_path):
    params = ff.init_params([2, *range(3, 13), 2], np.random.default_rng(0))
    ff.save_params(tmp_path / "deep", params)
    assert [W.shape for W, _ in ff.load_params(tmp_path / "deep")] == [W.shape for W, _ in params]


def test_what_is_no_network_is_not_saved(tmp_path, params):
    with pytest.raises(ValueError, match="W of layer 2 has shape"):
        ff.save_params(tmp_path / "net.npz", [params[0], params[2]])
    assert not (tmp_path / "net.npz").exists()


def spoilt(params):
    (W1, b1), (W2, b2), (W3, b3) = params
    whole = {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}
    nan = W2.copy()
    nan[1, 2] = np.nan
    yield "missing", {k: v for k, v in whole.items() if k != "b2"}, "expected W1, b1, W2, b2"
    yield "extra", whole | {"note": b1}, "and no others"
    yield "empty", {}, "holds the arrays none"
    yield "chain", whole | {"W2": W2.T, "b2": b1}, r"W of layer 2 has shape \(4, 5\)"
    yield "nan", whole | {"W2": nan}, r"W of layer 2 holds nan at index \(1, 2\)"
    yield "integers", whole | {"b3": b3.astype(int)}, "b of layer 3 is int64"
    yield "objects", whole | {"b3": np.array([None, {}])}, "is not an .npz file of arrays"


def test_a_spoilt_file_is_refused_with_its_name_and_its_fault(tmp_path, params):
    for name, arrays, message in spoilt(params):
        path = tmp_path / f"{name}.npz"
        np.savez(path, **arrays)
        with pytest.raises(ValueError, match=message) as error:
            ff.load_params(path)
        assert str(path) in str(error.value)


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x03\x04 torn"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    path = tmp_path / "net.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="is not an .npz file of arrays"):
        ff.load_params(path)


def test_a_truncated_file_and_a_single_array_are_refused(tmp_path, params):
    ff.save_params(tmp_path / "net.npz", params)
    whole = (tmp_path / "net.npz").read_bytes()
    (tmp_path / "torn.npz").write_bytes(whole[: len(whole) // 2])
    np.save(tmp_path / "single.npy", params[0][0])
    for name in ("torn.npz", "single.npy"):
        with pytest.raises(ValueError, match="is not an .npz file of arrays"):
            ff.load_params(tmp_path / name)


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        ff.load_params(tmp_path / "nowhere.npz")
