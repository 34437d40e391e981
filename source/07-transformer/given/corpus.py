"""The words: sentence pairs from a file, cut into tokens, and a vocabulary that numbers them.

The course's own sentences lie in data/corpus.tsv beside this module: the four of the demonstrations first,
the others shuffled, so that any beginning of the file is a fair sample. Each English sentence has one French
translation; "you" is always "tu", "they" always "ils". A file in the public tab-separated format (English,
French, attribution) can be read instead. Left out: subwords, and any cleaning but that of `preprocess`.
"""

import re
from collections import Counter
from pathlib import Path

CORPUS = Path(__file__).parent / "data" / "corpus.tsv"


def read_pairs(path=None):
    """Read sentence pairs, one a line: English, a tab, French.

    path None (the course's corpus) or a UTF-8 file whose lines may have a third column, which is ignored
    -> list of (English, French), as written in the file; blank lines are skipped
    """
    path = CORPUS if path is None else Path(path)
    lines = _read_text(path).replace("\r\n", "\n").split("\n")
    pairs = [_split_line(line, number, path) for number, line in enumerate(lines, start=1) if line.strip()]
    if not pairs:
        raise ValueError(f"{path.name}: expected sentence pairs, got an empty file. Was it cut off?")
    return pairs


def _read_text(path):
    """Read a whole UTF-8 file (with or without a byte order mark), or say why that failed."""
    if not path.is_file():
        got = "a folder" if path.is_dir() else "nothing there"
        raise FileNotFoundError(
            f"corpus file: expected a tab-separated file at {path}, got {got}. "
            "Is the path right, and is the download unpacked?"
        )
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{path.name}, line {line}: expected UTF-8 text, got the byte {content[error.start]:#04x}. "
            "Was it saved in another encoding (Latin-1, UTF-16), or is it still zipped?"
        ) from error


def _split_line(line, number, path):
    """Take English and French out of one line."""
    columns = [column.strip() for column in line.split("\t")]
    if len(columns) not in (2, 3):
        raise ValueError(
            f"{path.name}, line {number}: expected 2 columns (English, French) or 3 (and attribution), "
            f"got {len(columns)}. Are they separated by tabs, not by spaces or commas?"
        )
    if not (columns[0] and columns[1]):
        raise ValueError(
            f"{path.name}, line {number}: expected two sentences, got {columns[0]!r} and {columns[1]!r}. "
            "Is a translation missing?"
        )
    return columns[0], columns[1]


def preprocess(text):
    """Lower the case, turn special blanks into plain ones and put a blank before , . ! ? where none is."""
    text = re.sub("[\u202f\u00a0\u2009]", " ", text).lower()
    return re.sub(r"(?<=[^ ])(?=[,.!?])", " ", text)


def tokenize(sentence):
    """Split a sentence into words and punctuation: "Go." -> ["go", "."]."""
    return preprocess(sentence).split()


class Vocab:
    """Number the tokens: 0 is <unk>, then the reserved ones in their order, then the most frequent first.

    Tokens seen equally often keep the order in which they first appeared.
    """

    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        """Count tokens (a flat list or a list of lists); those seen less than min_freq times become <unk>."""
        tokens = tokens or []
        if tokens and isinstance(tokens[0], (list, tuple)):
            tokens = [token for line in tokens for token in line]
        self.token_freqs = Counter(tokens).most_common()
        self.idx_to_token = list(dict.fromkeys(["<unk>", *(reserved_tokens or [])]))
        known = set(self.idx_to_token)
        self.idx_to_token += [t for t, freq in self.token_freqs if freq >= min_freq and t not in known]
        self.token_to_idx = {token: index for index, token in enumerate(self.idx_to_token)}

    def __len__(self):
        """Count the different tokens, <unk> and the reserved ones included."""
        return len(self.idx_to_token)

    def __getitem__(self, tokens):
        """Look up the number of a token, or of each token of a (nested) list; unknown ones get 0."""
        if isinstance(tokens, (list, tuple)):
            return [self[token] for token in tokens]
        return self.token_to_idx.get(tokens, self.unk)

    def to_tokens(self, indices):
        """Turn a number, or each number of a (nested) list or tensor, back into its token."""
        if hasattr(indices, "tolist"):  # a tensor
            indices = indices.tolist()
        if isinstance(indices, (list, tuple)):
            return [self.to_tokens(index) for index in indices]
        return self.idx_to_token[indices]

    @property
    def unk(self):
        """The number of the unknown token."""
        return 0
