# SPDX-License-Identifier: Apache-2.0
"""What prepares columns, and what puts steps together."""
import copy

import numpy as np
import pandas as pd
from sklearn import compose, datasets, decomposition, ensemble, feature_extraction
from sklearn import feature_selection, impute
from sklearn import linear_model, pipeline, preprocessing
from sklearn.feature_extraction import text

import material

NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
TEXTS = ["island", "sex"]


def cases():
    yield from scaling()
    yield from gaps()
    yield from categories()
    yield from widening()
    yield from choosing()
    yield from of_texts()
    yield from together()
    yield from refused()


def scaling():
    x, _ = datasets.load_wine(return_X_y=True)
    rows = material.asked(x)
    for name, scaler in {
        "standard": preprocessing.StandardScaler(),
        "standard-centred": preprocessing.StandardScaler(with_std=False),
        "min-max": preprocessing.MinMaxScaler((-1, 2)),
        "min-max-clipped": preprocessing.MinMaxScaler(clip=True),
        "max-abs": preprocessing.MaxAbsScaler(),
        "robust": preprocessing.RobustScaler(),
        "robust-spread": preprocessing.RobustScaler(with_centering=False),
        "normal-l2": preprocessing.Normalizer(),
        "normal-l1": preprocessing.Normalizer("l1"),
        "normal-max": preprocessing.Normalizer("max"),
        "binary": preprocessing.Binarizer(threshold=2.5),
        "power": preprocessing.PowerTransformer(),
        "power-box-cox": preprocessing.PowerTransformer("box-cox", standardize=False),
        "quantile": preprocessing.QuantileTransformer(n_quantiles=50),
        "quantile-normal": preprocessing.QuantileTransformer(
            n_quantiles=30, output_distribution="normal"
        ),
        "no-function": preprocessing.FunctionTransformer(),
        "log1p": preprocessing.FunctionTransformer(np.log1p),
    }.items():
        asked = np.abs(rows) + 0.01 if name in ("power-box-cox", "log1p") else rows
        if name.startswith("normal-"):
            # About as short as what the library takes for nothing
            asked = np.vstack([rows, rows[:20] * 1e-18, rows[:20] * 1e-16, rows[:1] * 0])
        yield name, scaler.fit(x), asked
    powers = preprocessing.PowerTransformer("box-cox", standardize=False).fit(x)
    powers.lambdas_ = np.resize([1e-12, -1e-12, 1e-9, 0, 1e-17, -1e-6, 1e-3, 2, -1.5], x.shape[1])
    yield "power-box-cox-near-nothing", powers, np.abs(rows) + 0.01
    # As scikit-learn 1.0 leaves it: it does not say how many columns it takes
    unsized = pipeline.make_pipeline(
        preprocessing.FunctionTransformer(np.log1p), preprocessing.StandardScaler()
    ).fit(x)
    vars(unsized[0]).pop("n_features_in_", None)
    yield "log1p-unsized", unsized, np.abs(rows) + 0.01
    yield "standard-gaps", preprocessing.StandardScaler().fit(x), material.with_gaps(rows)
    yield "clipped-gaps", preprocessing.MinMaxScaler(clip=True).fit(x), material.with_gaps(rows)
    yield "power-gaps", preprocessing.PowerTransformer().fit(x), material.with_gaps(rows)


def gaps():
    frame, _ = material.penguins()
    numbers = material.with_gaps(frame[NUMBERS])
    rows = material.with_gaps(material.asked(frame[NUMBERS]), seed=11)
    for name, imputer in {
        "impute-mean": impute.SimpleImputer(),
        "impute-median": impute.SimpleImputer(strategy="median", add_indicator=True),
        "impute-frequent": impute.SimpleImputer(strategy="most_frequent"),
        "impute-constant": impute.SimpleImputer(strategy="constant", fill_value=-1),
        "missing": impute.MissingIndicator(),
    }.items():
        yield name, imputer.fit(numbers), rows
    # Of rows that are equally near, scikit-learn leaves open which counts
    apart = material.with_gaps(material.asked(frame[NUMBERS], seed=1))
    near = impute.KNNImputer(n_neighbors=3, add_indicator=True).fit(apart)
    yield "impute-neighbours", near, rows
    nearer = impute.KNNImputer(n_neighbors=4, weights="distance").fit(apart)
    yield "impute-near-neighbours", nearer, rows
    many = copy.copy(near)
    many._fit_X = np.zeros((2_100_000, len(NUMBERS)), dtype=np.float32)
    yield "refused-many-neighbours", many, None
    whole = numbers.fillna(-999)
    yield "impute-coded", impute.SimpleImputer(missing_values=-999).fit(whole), rows.fillna(-999)
    empty = numbers.assign(nothing=np.nan)
    yield "impute-empty", impute.SimpleImputer().fit(empty), rows.assign(nothing=1.5)
    kept = impute.SimpleImputer(keep_empty_features=True).fit(empty)
    yield "impute-empty-kept", kept, rows.assign(nothing=np.nan)
    kinds = material.with_gaps(material.asked(frame[TEXTS]), seed=11)
    words = impute.SimpleImputer(strategy="most_frequent").fit(frame[TEXTS])
    one_hot = preprocessing.OneHotEncoder()
    yield "impute-words", pipeline.make_pipeline(words, one_hot).fit(frame[TEXTS]), kinds


def categories():
    frame, species = material.penguins()
    frame = frame[TEXTS]
    plain = material.asked(frame)
    strange = material.with_strangers(material.with_gaps(plain), TEXTS)
    one_hot = preprocessing.OneHotEncoder
    yield "one-hot", one_hot().fit(frame), plain
    yield "one-hot-ignore", one_hot(handle_unknown="ignore").fit(frame), strange
    yield "one-hot-drop", one_hot(drop="first", handle_unknown="ignore").fit(frame), strange
    yield "one-hot-binary", one_hot(drop="if_binary").fit(frame.dropna()), material.asked(frame.dropna())
    rare = one_hot(min_frequency=70, handle_unknown="infrequent_if_exist").fit(frame)
    yield "one-hot-rare", rare, strange
    most = one_hot(max_categories=2, handle_unknown="ignore", drop="first", sparse_output=False)
    yield "one-hot-most", most.fit(frame), strange
    numbers = np.array([[1.0, 3], [2, 3], [5, 4], [np.nan, 9]])
    asked = material.asked(numbers, seed=2).round()
    yield "one-hot-numbers", one_hot(handle_unknown="ignore").fit(numbers), asked
    ordinal = preprocessing.OrdinalEncoder
    yield "ordinal", ordinal().fit(frame), plain
    unknown = ordinal(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)
    yield "ordinal-unknown", unknown.fit(frame), strange
    nothing = ordinal(handle_unknown="use_encoded_value", unknown_value=np.nan)
    yield "ordinal-nothing", nothing.fit(frame), strange
    rare = ordinal(min_frequency=70, handle_unknown="use_encoded_value", unknown_value=-1)
    yield "ordinal-rare", rare.fit(frame), strange
    target = preprocessing.TargetEncoder(random_state=0)
    yield "target-classes", target.fit(frame, species), strange
    adelie = preprocessing.TargetEncoder(random_state=0).fit(frame, species == "Adelie")
    yield "target-binary", adelie, strange
    days, highest = material.weather()
    degrees = preprocessing.TargetEncoder(random_state=0).fit(days[["weather"]], highest)
    yield "target-numbers", degrees, material.with_strangers(material.asked(days[["weather"]]), ["weather"])
    islands = preprocessing.LabelEncoder().fit(frame["island"])
    yield "labels", islands, plain["island"]


def widening():
    x, _ = datasets.load_diabetes(return_X_y=True)
    x = x[:, :4]
    rows = material.asked(x)
    for name, transformer in {
        "bins": preprocessing.KBinsDiscretizer(5, encode="ordinal"),
        "bins-one-hot": preprocessing.KBinsDiscretizer(4, strategy="uniform"),
        "polynomial": preprocessing.PolynomialFeatures(3),
        "interactions": preprocessing.PolynomialFeatures(
            (2, 3), interaction_only=True, include_bias=False
        ),
        "spline": preprocessing.SplineTransformer(n_knots=6),
        "spline-linear": preprocessing.SplineTransformer(
            degree=2, extrapolation="linear", include_bias=False
        ),
        "spline-straight": preprocessing.SplineTransformer(degree=1),
        "spline-continued": preprocessing.SplineTransformer(extrapolation="continue"),
        "spline-periodic": preprocessing.SplineTransformer(
            extrapolation="periodic", knots="quantile"
        ),
        "pca": decomposition.PCA(3),
        "pca-white": decomposition.PCA(whiten=True),
        "pca-in-parts": decomposition.IncrementalPCA(2),
        "svd": decomposition.TruncatedSVD(2),
    }.items():
        yield name, transformer.fit(x), rows


def choosing():
    x, y = datasets.load_breast_cancer(return_X_y=True)
    rows = material.asked(x)
    logistic = linear_model.LogisticRegression(C=0.01, max_iter=50)
    for name, selector in {
        "best": feature_selection.SelectKBest(k=7),
        "best-percent": feature_selection.SelectPercentile(percentile=30),
        "by-fpr": feature_selection.SelectFpr(alpha=1e-20),
        "by-fdr": feature_selection.SelectFdr(alpha=1e-20),
        "by-fwe": feature_selection.SelectFwe(alpha=1e-20),
        "by-any": feature_selection.GenericUnivariateSelect(mode="k_best", param=4),
        "by-variance": feature_selection.VarianceThreshold(0.1),
        "by-model": feature_selection.SelectFromModel(logistic, threshold="1.5*mean"),
        "by-forest": feature_selection.SelectFromModel(
            ensemble.RandomForestClassifier(8, random_state=0), max_features=5
        ),
        "by-elimination": feature_selection.RFE(logistic, n_features_to_select=6, step=8),
        "by-trials": feature_selection.RFECV(logistic, step=10, cv=3, min_features_to_select=5),
        "by-sequence": feature_selection.SequentialFeatureSelector(
            linear_model.Ridge(), n_features_to_select=2, cv=2
        ),
    }.items():
        yield name, selector.fit(x, y), rows


def of_texts():
    lines, pages = material.texts()
    asked = [line.swapcase() if i % 3 == 0 else line for i, line in enumerate((lines * 3)[:500])]
    asked += [scripts * (i + 1) for i in range(3) for scripts in material.OTHER_SCRIPTS]
    asked += material.HARD_LETTERS
    learnt = lines[:300] + material.OTHER_SCRIPTS
    for name, vectoriser in {
        "count": text.CountVectorizer(max_features=200),
        "count-binary": text.CountVectorizer(binary=True, stop_words="english", min_df=3),
        "count-cased": text.CountVectorizer(lowercase=False, token_pattern=r"(?u)\b\w+\b"),
        "count-pairs": text.CountVectorizer(ngram_range=(1, 2), max_features=300),
        "count-letters": text.CountVectorizer(analyzer="char", ngram_range=(2, 3), max_features=300),
        "count-in-words": text.CountVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), max_features=300
        ),
        "count-accents": text.CountVectorizer(strip_accents="unicode", max_features=300),
        "count-ascii": text.CountVectorizer(
            strip_accents="ascii", analyzer="char", ngram_range=(1, 2), max_features=300
        ),
        "count-pairs-without-stops": text.CountVectorizer(
            stop_words="english", ngram_range=(1, 2), max_features=300
        ),
        "count-own-stops": text.CountVectorizer(
            stop_words=["the", "model"], vocabulary=["the", "model", "a file", "file", "of", " "]
        ),
        "count-long-pairs": text.CountVectorizer(
            token_pattern=r"\b\w{3,}\b", ngram_range=(1, 2), max_features=300
        ),
        "count-single-letters": text.CountVectorizer(analyzer="char", max_features=120),
        "count-long-in-words": text.CountVectorizer(
            analyzer="char_wb", ngram_range=(6, 7), lowercase=False, max_features=300
        ),
        "hash": text.HashingVectorizer(n_features=64),
        "hash-prime": text.HashingVectorizer(n_features=997, norm="l1"),
        "hash-pairs": text.HashingVectorizer(n_features=200, ngram_range=(1, 2)),
        "hash-in-words": text.HashingVectorizer(
            n_features=128, analyzer="char_wb", ngram_range=(3, 5)
        ),
        "hash-letters": text.HashingVectorizer(
            n_features=100, analyzer="char", ngram_range=(1, 3), norm=None
        ),
        "hash-one-sign": text.HashingVectorizer(n_features=50, alternate_sign=False),
        "hash-counts": text.HashingVectorizer(n_features=64, norm=None, lowercase=False),
        "hash-binary": text.HashingVectorizer(n_features=32, binary=True, norm=None),
        "hash-plain": text.HashingVectorizer(
            n_features=80, strip_accents="unicode", stop_words="english", ngram_range=(1, 3)
        ),
        "hash-ascii": text.HashingVectorizer(
            n_features=80, strip_accents="ascii", token_pattern=r"(?u)\b\w+\b"
        ),
        "hash-weighed": pipeline.make_pipeline(
            text.HashingVectorizer(n_features=90, norm=None, alternate_sign=False),
            text.TfidfTransformer(),
        ),
        "tf-idf": text.TfidfVectorizer(max_features=250),
        "tf-idf-sublinear": text.TfidfVectorizer(sublinear_tf=True, norm="l1", max_features=250),
        "tf-idf-triples": text.TfidfVectorizer(ngram_range=(2, 3), norm=None, max_features=250),
        "tf-idf-counts": pipeline.make_pipeline(
            text.CountVectorizer(max_features=100), text.TfidfTransformer()
        ),
        "tf-only": pipeline.make_pipeline(
            text.CountVectorizer(max_features=100), text.TfidfTransformer(use_idf=False)
        ),
    }.items():
        yield name, vectoriser.fit(learnt), asked
    # A capital sigma has two small ones, by its place in the word
    greek = ["Ο ΣΟΦΟΣ στην ΟΔΟΣ", "σοφος και οδος", "ΟΔΟΣ, ΣΑΣ! σας", "ΣΟΦΟΣ: σεισμος ΣΕΙΣΜΟΣ"]
    yield "count-greek", text.CountVectorizer().fit(greek), (greek * 130)[:520]
    pages = (pages * 2)[: len(learnt)]
    model = pipeline.make_pipeline(
        text.TfidfVectorizer(min_df=2), linear_model.LogisticRegression(max_iter=200)
    )
    yield "text-to-page", model.fit(learnt, pages), asked
    hashed = pipeline.make_pipeline(
        text.HashingVectorizer(n_features=2**12, ngram_range=(1, 2)),
        linear_model.SGDClassifier(loss="log_loss", random_state=0),
    )
    yield "hashed-text-to-page", hashed.fit(learnt, pages), asked


def together():
    frame, species = material.penguins()
    rows = material.with_strangers(material.with_gaps(material.asked(frame)), TEXTS)
    numbers = pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler())
    words = pipeline.make_pipeline(
        impute.SimpleImputer(strategy="constant", fill_value="unknown"),
        preprocessing.OneHotEncoder(handle_unknown="ignore"),
    )
    columns = compose.ColumnTransformer([("numbers", numbers, NUMBERS), ("words", words, TEXTS)])
    yield "columns", columns.fit(frame), rows
    classes = pipeline.Pipeline(
        [("columns", columns), ("model", linear_model.LogisticRegression(max_iter=500))]
    )
    yield "columns-to-classes", classes.fit(frame, species), rows
    kinds = pipeline.make_pipeline(columns, ensemble.RandomForestClassifier(10, random_state=0))
    yield "columns-to-forest", kinds.fit(frame, species), rows
    halves = pipeline.FeatureUnion(
        [
            ("numbers", compose.ColumnTransformer([("numbers", numbers, NUMBERS)])),
            ("words", compose.ColumnTransformer([("words", words, TEXTS)])),
        ]
    )
    united = pipeline.make_pipeline(halves, linear_model.LogisticRegression(max_iter=500))
    yield "union-of-columns", united.fit(frame, species), rows
    weighted = compose.ColumnTransformer(
        [
            ("scaled", preprocessing.MinMaxScaler(), [0, 2]),
            ("dropped", "drop", ["weather"]),
        ],
        remainder="passthrough",
        transformer_weights={"scaled": 2.5},
    )
    days, highest = material.weather()
    degrees = pipeline.make_pipeline(weighted, linear_model.Ridge())
    yield "columns-to-degrees", degrees.fit(days, highest), material.asked(days)
    x, y = datasets.load_diabetes(return_X_y=True)
    union = pipeline.FeatureUnion(
        [("pca", decomposition.PCA(2)), ("same", "passthrough"), ("none", "drop")],
        transformer_weights={"pca": 10},
    )
    yield "union", union.fit(x), material.asked(x)
    for name, transformer in {
        "target-log": {"func": np.log1p, "inverse_func": np.expm1},
        "target-standard": {"transformer": preprocessing.StandardScaler()},
        "target-power": {"transformer": preprocessing.PowerTransformer()},
        "target-quantile": {
            "transformer": preprocessing.QuantileTransformer(
                n_quantiles=40, output_distribution="normal"
            )
        },
    }.items():
        model = compose.TransformedTargetRegressor(linear_model.LinearRegression(), **transformer)
        yield name, pipeline.make_pipeline(preprocessing.StandardScaler(), model).fit(x, y), material.asked(x)
    lines = material.texts()[0]
    review = pd.DataFrame({"text": lines, "stars": np.arange(len(lines)) % 5})
    read = compose.ColumnTransformer(
        [("text", text.TfidfVectorizer(max_features=60), "text")], remainder="passthrough"
    )
    model = pipeline.make_pipeline(read, linear_model.LogisticRegression(max_iter=300))
    yield "text-and-number", model.fit(review, review["stars"] > 2), material.asked(review)
    hashed = compose.ColumnTransformer(
        [
            ("text", text.HashingVectorizer(n_features=256), "text"),
            ("length", preprocessing.Normalizer("max"), ["stars", "length"]),
            ("number", preprocessing.StandardScaler(), ["stars"]),
        ]
    )
    review["length"] = review["text"].str.len()
    boosted = ensemble.AdaBoostClassifier(
        linear_model.LogisticRegression(max_iter=300), n_estimators=3, random_state=0
    )
    model = pipeline.make_pipeline(hashed, boosted)
    yield "hashed-text-and-numbers", model.fit(review, review["stars"]), material.asked(review)


def own(x):
    return x


def refused():
    x, _ = datasets.load_iris(return_X_y=True)
    yield "refused-function", pipeline.make_pipeline(preprocessing.FunctionTransformer(own)).fit(x), None
    given = preprocessing.FunctionTransformer(np.log1p, kw_args={"dtype": float})
    yield "refused-arguments", given.fit(x), None
    bent = preprocessing.SplineTransformer(degree=1, extrapolation="linear")
    yield "refused-straight-spline", bent.fit(x), None
    yield "refused-wide-hashing", text.HashingVectorizer(n_features=2**21), None
    hashed = feature_extraction.FeatureHasher(n_features=8, input_type="string")
    yield "refused-hasher", hashed, None
    yield "refused-analyser", text.CountVectorizer(analyzer=own).fit([["a"]]), None
    yield "refused-pattern", text.CountVectorizer(token_pattern="[a-z]+|!").fit(["ab"]), None
    yield "refused-accents", text.CountVectorizer(strip_accents=own).fit(["ab"]), None
