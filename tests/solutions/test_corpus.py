"""The given words: the file of sentence pairs, its errors, tokens and the vocabulary."""

import importlib.util
import re
import shutil

import pytest

from attn_solutions import corpus
from attn_solutions.corpus import Vocab, preprocess, read_pairs, tokenize

DEMO = [
    ("go .", "va !"),
    ("i lost .", "j'ai perdu ."),
    ("he's calm .", "il est calme ."),
    ("i'm home .", "je suis chez moi ."),
]


@pytest.fixture
def write(tmp_path):
    """Write bytes to a file and give its path."""

    def write_bytes(content):
        path = tmp_path / "fra.txt"
        path.write_bytes(content)
        return path

    return write_bytes


def french():
    """All French sides, in tokens joined by blanks."""
    return [" ".join(tokenize(target)) for _, target in read_pairs()]


def test_corpus_is_large_enough_and_opens_with_the_demonstrations():
    """There are at least 500 pairs, and the four of the demonstrations come first."""
    pairs = [tuple(" ".join(tokenize(side)) for side in pair) for pair in read_pairs()]
    assert len(pairs) >= 500
    assert pairs[:4] == DEMO


def test_corpus_has_one_translation_for_each_sentence():
    """No English sentence comes twice, in whatever letters."""
    sources = [" ".join(tokenize(source)) for source, _ in read_pairs()]
    assert len(set(sources)) == len(sources)


def test_corpus_fits_into_eight_steps():
    """Every sentence has at most seven tokens, so that <eos> still fits into eight steps."""
    assert max(len(tokenize(side)) for pair in read_pairs() for side in pair) <= 7


def test_corpus_elides():
    """Before a vowel je, ne, le, la, de, me and te lose theirs."""
    assert not [s for s in french() if re.search(r"\b(je|ne|le|la|de|me|te) [aeiouyhéèêàâîôûœ]", s)]


def test_corpus_agrees_in_number():
    """An adjective or a participle alone after a plural of "être" ends in s or x."""
    plural = [m[1] for s in french() if (m := re.fullmatch(r"(?:nous sommes|ils sont) (\S+) \.", s))]
    assert {word for word in plural if word[-1] not in "sx"} == {"ici"}


def test_corpus_agrees_in_gender():
    """An adjective alone after "elle est" ends in e."""
    feminine = [m[1] for s in french() if (m := re.fullmatch(r"elle est (\S+) \.", s))]
    assert {word for word in feminine if word[-1] != "e"} == {"ici", "dehors"}


def test_copied_module_finds_its_own_file(tmp_path):
    """The file is sought beside the module, so that a copy of both works anywhere."""
    (tmp_path / "given" / "data").mkdir(parents=True)
    copy = shutil.copy(corpus.__file__, tmp_path / "given")
    (tmp_path / "given" / "data" / "corpus.tsv").write_text("Hi.\tSalut\u202f!\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("given_corpus", copy)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.read_pairs() == [("Hi.", "Salut\u202f!")]


def test_public_format_is_read(write):
    """A byte order mark, Windows line ends, an attribution and blank lines do no harm."""
    path = write("\ufeffGo.\tVa\u202f!\tCC-BY 2.0 (France)\r\n \r\nHi.\tSalut\u202f!\r\n".encode())
    assert read_pairs(path) == [("Go.", "Va\u202f!"), ("Hi.", "Salut\u202f!")]
    assert read_pairs(str(path)) == read_pairs(path)


@pytest.mark.parametrize(("target", "got"), [("nowhere.txt", "nothing there"), (".", "a folder")])
def test_missing_file_is_explained(tmp_path, target, got):
    """A path without a file is named, with what is there instead."""
    with pytest.raises(FileNotFoundError, match=rf"expected a tab-separated file at .*, got {got}"):
        read_pairs(tmp_path / target)


def test_wrong_encoding_is_explained(write):
    """A file that is not UTF-8 is named with its line, and the cause is kept."""
    with pytest.raises(ValueError, match=r"fra.txt, line 2: expected UTF-8 .* 0xe9.*Latin-1") as caught:
        read_pairs(write("Go.\tVa !\nLook.\tRegarde, l'été\n".encode("latin-1")))
    assert isinstance(caught.value.__cause__, UnicodeDecodeError)


@pytest.mark.parametrize(("line", "got"), [("Go. Va !", 1), ("a\tb\tc\td", 4)])
def test_wrong_columns_are_explained(write, line, got):
    """A line with another number of columns is named, blank lines counted."""
    with pytest.raises(ValueError, match=rf"line 3: expected 2 columns .* got {got}. Are they separated by"):
        read_pairs(write(f"Hi.\tSalut !\n\n{line}\n".encode()))


def test_missing_translation_is_explained(write):
    """A line whose French is empty is named."""
    with pytest.raises(ValueError, match=r"line 1: expected two sentences, got 'Go.' and ''. Is a"):
        read_pairs(write(b"Go.\t\n"))


def test_empty_file_is_explained(write):
    """A file without pairs is an error, not an empty corpus."""
    with pytest.raises(ValueError, match="expected sentence pairs, got an empty file"):
        read_pairs(write(b"\n"))


def test_preprocess_sets_punctuation_apart():
    """Letters become small, special blanks plain, and punctuation gets a blank unless it has one."""
    assert preprocess("Va\u202f! Où,\u00a0toi ?") == "va ! où , toi ?"


def test_tokenize_makes_words():
    """Apostrophes stay inside words, and two blanks make no empty word."""
    assert tokenize("J'ai  perdu.") == ["j'ai", "perdu", "."]


def test_vocab_orders_by_frequency():
    """<unk> is 0, the reserved tokens follow, then the most frequent; ties stay in order of appearance."""
    vocab = Vocab([["b", "a"], ["c", "a", "d", "c"]], reserved_tokens=["<pad>", "<bos>"])
    assert vocab.idx_to_token == ["<unk>", "<pad>", "<bos>", "a", "c", "b", "d"]
    assert vocab.token_freqs == [("a", 2), ("c", 2), ("b", 1), ("d", 1)]


def test_vocab_drops_rare_tokens():
    """A token seen less than min_freq times has the number of <unk>; one seen min_freq times has its own."""
    vocab = Vocab("a a a b b c".split(), min_freq=2)
    assert (len(vocab), vocab["b"], vocab["c"]) == (3, 2, vocab.unk)


def test_vocab_looks_up_nested_lists_both_ways():
    """Numbers and tokens come back in the shape in which they were asked for."""
    vocab = Vocab(["x", "y"])
    assert vocab[["x", ["y", "?"]]] == [1, [2, 0]]
    assert vocab.to_tokens([1, [2, 0]]) == ["x", ["y", "<unk>"]]
    assert vocab.to_tokens(2) == "y"


def test_vocab_without_tokens_knows_only_unk():
    """An empty vocabulary has one entry."""
    assert len(Vocab()) == 1
