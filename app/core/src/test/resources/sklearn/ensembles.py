# SPDX-License-Identifier: Apache-2.0
"""Trees, forests and boosted trees, and what is made of several estimators."""
import numpy as np
import sklearn.base
from sklearn import calibration, compose, datasets, ensemble, isotonic, linear_model, model_selection
from sklearn import multiclass, multioutput, naive_bayes, neighbors, pipeline, preprocessing, svm, tree
from sklearn.experimental import enable_halving_search_cv  # noqa: F401

import boosters
import material

NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
KINDS = ["island", "sex"]


def cases():
    yield from trees()
    yield from forests()
    yield from boosting()
    yield from histograms()
    yield from categories()
    yield from oddities()
    yield from adaptive()
    yield from bagging()
    yield from voting()
    yield from stacking()
    yield from calibrated()
    yield from targets()
    yield from pairs()
    yield from choices()
    yield from libraries()
    yield from refused()


def iris():
    x, y = datasets.load_iris(return_X_y=True)
    return x, y, material.asked(x)


def wine():
    x, y = datasets.load_wine(return_X_y=True)
    return x, y, material.asked(x)


def cancer():
    x, y = datasets.load_breast_cancer(return_X_y=True)
    return x[:, :12], y, material.asked(x[:, :12])


def diabetes():
    x, y = datasets.load_diabetes(return_X_y=True)
    return x, y, material.asked(x)


def penguins():
    frame, species = material.penguins()
    rows = material.with_gaps(material.asked(frame[NUMBERS]))
    return frame[NUMBERS], species, rows


def labels():
    """Three labels that overlap."""
    x, y, rows = wine()
    return x, np.column_stack([y == 0, y != 2, x[:, 0] > 13]).astype(int), rows


def two_targets():
    x, y, rows = diabetes()
    return x, np.column_stack([y, x[:, 2] * 10 + y / 100, -y]), rows


def trees():
    x, y, rows = iris()
    yield "tree", tree.DecisionTreeClassifier(random_state=0).fit(x, y), rows
    weighted = tree.DecisionTreeClassifier(max_depth=3, class_weight={0: 1, 1: 5, 2: 0.3})
    yield "tree-weighted", weighted.fit(x, y), rows
    best_first = tree.DecisionTreeClassifier(max_leaf_nodes=6, criterion="entropy", random_state=1)
    yield "tree-best-first", best_first.fit(x, np.array(["ash", "oak", "yew"])[y]), rows
    yield "tree-truths", tree.DecisionTreeClassifier(max_depth=2).fit(x, y == 1), rows
    x, y, rows = penguins()
    yield "tree-gaps", tree.DecisionTreeClassifier(max_depth=5, random_state=0).fit(x, y), rows
    x, y, rows = wine()
    yield "extra-tree", tree.ExtraTreeClassifier(random_state=0).fit(x, y), rows
    x, y, rows = labels()
    yield "tree-labels", tree.DecisionTreeClassifier(max_depth=3, random_state=0).fit(x, y), rows
    x, y, rows = diabetes()
    yield "tree-number", tree.DecisionTreeRegressor(max_depth=6, random_state=0).fit(x, y), rows
    yield "extra-tree-number", tree.ExtraTreeRegressor(max_depth=5, random_state=0).fit(x, y), rows
    x, y, rows = two_targets()
    yield "tree-numbers", tree.DecisionTreeRegressor(max_depth=4, random_state=0).fit(x, y), rows


def forests():
    x, y, rows = iris()
    yield "forest", ensemble.RandomForestClassifier(20, random_state=0).fit(x, y), rows
    x, y, rows = wine()
    yield "extra-trees", ensemble.ExtraTreesClassifier(15, max_depth=4, random_state=0).fit(x, y), rows
    x, y, rows = penguins()
    yield "forest-gaps", ensemble.RandomForestClassifier(12, random_state=0).fit(x, y), rows
    x, y = datasets.load_digits(return_X_y=True)
    digits = ensemble.RandomForestClassifier(10, max_depth=7, random_state=0).fit(x, y)
    yield "forest-digits", digits, material.asked(x).round()
    x, y, rows = labels()
    yield "forest-labels", ensemble.RandomForestClassifier(9, random_state=0).fit(x, y), rows
    yield "extra-trees-labels", ensemble.ExtraTreesClassifier(9, random_state=0).fit(x, y), rows
    x, y, rows = diabetes()
    forest = ensemble.RandomForestRegressor(15, max_depth=6, random_state=0)
    yield "forest-number", forest.fit(x, y), rows
    yield "forest-poisson", forest.set_params(criterion="poisson").fit(x, y), rows
    extra = ensemble.ExtraTreesRegressor(12, max_depth=6, bootstrap=True, random_state=0)
    yield "extra-trees-number", extra.fit(x, y), rows
    x, y, rows = two_targets()
    yield "forest-numbers", ensemble.RandomForestRegressor(8, max_depth=5, random_state=0).fit(x, y), rows


def boosting():
    boosted = ensemble.GradientBoostingClassifier
    few = {"n_estimators": 15, "max_depth": 2, "random_state": 0}
    forest = ensemble.RandomForestClassifier(5, max_depth=2, random_state=0)
    x, y, rows = cancer()
    yield "boosted-two", boosted(**few).fit(x, y), rows
    yield "boosted-exponential", boosted(loss="exponential", **few).fit(x, np.array(["no", "yes"])[y]), rows
    yield "boosted-zero", boosted(init="zero", subsample=0.7, **few).fit(x, y), rows
    yield "boosted-on-forest", boosted(init=forest, **few).fit(x, y), rows
    exponential = boosted(loss="exponential", init=forest, **few)
    yield "boosted-exponential-on-forest", exponential.fit(x, y), rows
    logistic = linear_model.LogisticRegression(max_iter=300)
    yield "boosted-on-logistic", boosted(init=logistic, **few).fit(x, y), rows
    x, y, rows = wine()
    yield "boosted-three", boosted(**few).fit(x, y), rows
    yield "boosted-three-zero", boosted(init="zero", **few).fit(x, y), rows
    yield "boosted-three-on-forest", boosted(init=forest, **few).fit(x, y), rows
    number = ensemble.GradientBoostingRegressor
    x, y, rows = diabetes()
    for loss in ["squared_error", "absolute_error", "huber", "quantile"]:
        yield "boosted-number-" + loss.replace("_", "-"), number(loss=loss, alpha=0.8, **few).fit(x, y), rows
    yield "boosted-number-zero", number(init="zero", learning_rate=0.3, **few).fit(x, y), rows
    trees_first = ensemble.ExtraTreesRegressor(5, max_depth=3, random_state=0)
    yield "boosted-number-on-trees", number(init=trees_first, **few).fit(x, y), rows
    ridge = linear_model.LinearRegression()
    yield "boosted-number-on-linear", number(init=ridge, **few).fit(x, y), rows


def histograms():
    few = {"max_iter": 15, "max_leaf_nodes": 7, "random_state": 0}
    boosted = ensemble.HistGradientBoostingClassifier
    x, y, rows = cancer()
    yield "histogram-two", boosted(**few).fit(x, y), rows
    stopped = boosted(early_stopping=True, class_weight="balanced", **few)
    yield "histogram-stopped", stopped.fit(x, y == 0), rows
    x, y, rows = wine()
    yield "histogram-three", boosted(l2_regularization=1, **few).fit(x, y), rows
    x, y, rows = penguins()
    yield "histogram-gaps", boosted(**few).fit(x, y), rows
    # All that is there goes one way, and what is missing the other
    gaps = material.with_gaps(x, share=0.5)
    yield "histogram-many-gaps", boosted(**few).fit(gaps, gaps["body_mass_g"].isna()), rows
    number = ensemble.HistGradientBoostingRegressor
    x, y, rows = diabetes()
    for loss in ["squared_error", "absolute_error", "poisson", "gamma", "quantile"]:
        quantile = {"quantile": 0.7} if loss == "quantile" else {}
        model = number(loss=loss, **quantile, **few).fit(x, y)
        yield "histogram-number-" + loss.replace("_", "-"), model, rows
    falling = number(monotonic_cst=[0, 0, -1] + [0] * 7, interaction_cst="pairwise", **few)
    yield "histogram-number-falling", falling.fit(x, y), rows


def categories():
    few = {"max_iter": 15, "max_leaf_nodes": 9, "min_samples_leaf": 5, "random_state": 0}
    boosted = ensemble.HistGradientBoostingClassifier
    frame, species = material.penguins()
    strange = material.with_strangers(material.with_gaps(material.asked(frame)), KINDS)
    yield "histogram-words", boosted(categorical_features=KINDS, **few).fit(frame, species), strange
    days, highest = material.weather()
    number = ensemble.HistGradientBoostingRegressor(categorical_features=["weather"], **few)
    yield "histogram-weather", number.fit(days, highest), material.with_strangers(
        material.asked(days), ["weather"]
    )
    x, y, rows = coded(40)
    numbers = boosted(categorical_features=[3, 1], **few).fit(x, y)
    yield "histogram-codes", numbers, rows
    # Until 1.3 there was no encoder: categories were small whole numbers where they stood
    x, y, rows = coded(40)
    old = boosted(categorical_features=[0, 1], **few).fit(x[:, [1, 3, 0, 2]], y)
    old._preprocessor = None
    yield "histogram-old-codes", old, rows[:, [1, 3, 0, 2]]


def coded(kinds):
    """Two columns of categories as numbers, and some that training has not seen."""
    drawn = np.random.default_rng(8)
    x, y, _ = iris()
    x = np.tile(x, (6, 1)) + drawn.normal(0, 0.2, (900, 4))
    y = np.tile(y, 6)
    x[:, 1] = drawn.integers(0, 5, 900)
    x[:, 3] = (y * 11 + drawn.integers(0, 16, 900)) % kinds
    rows = x[drawn.integers(0, 900, material.ASKED)].copy()
    rows[:, 0] += drawn.normal(0, 0.3, material.ASKED)
    rows[::9, 3] = drawn.integers(-3, kinds + 20, len(rows[::9]))
    rows[::11, 1] = np.nan
    rows[::13, 3] = np.nan
    rows[::17, 1] = 2.5
    return x, y, rows


def oddities():
    x, _, rows = wine()
    whole = ensemble.IsolationForest(n_estimators=20, random_state=0)
    some = ensemble.IsolationForest(
        n_estimators=15, max_features=0.4, max_samples=60, contamination=0.2, random_state=0
    )
    for name, forest in {"isolation": whole, "isolation-some-columns": some}.items():
        forest.fit(x)
        # Named here so that its decisions are asked too
        forest.classes_ = np.array([-1, 1])
        yield name, forest, rows


def adaptive():
    stump = tree.DecisionTreeClassifier(max_depth=1, random_state=0)
    deeper = tree.DecisionTreeClassifier(max_depth=3, random_state=0)
    for algorithm in ["SAMME", "SAMME.R"]:
        name = "adaptive-" + algorithm.lower().replace(".", "-")
        x, y, rows = cancer()
        model = ensemble.AdaBoostClassifier(stump, n_estimators=12, algorithm=algorithm, random_state=0)
        yield name + "-two", model.fit(x, y), rows
        x, y, rows = wine()
        model = ensemble.AdaBoostClassifier(
            deeper, n_estimators=8, learning_rate=0.5, algorithm=algorithm, random_state=0
        )
        yield name + "-three", model.fit(x, np.array(["a", "b", "c"])[y]), rows
    forest = ensemble.RandomForestClassifier(4, max_depth=2, random_state=0)
    of_forests = ensemble.AdaBoostClassifier(forest, n_estimators=5, algorithm="SAMME.R", random_state=0)
    yield "adaptive-of-forests", of_forests.fit(x, y), rows
    number = ensemble.AdaBoostRegressor
    x, y, rows = diabetes()
    for loss in ["linear", "square", "exponential"]:
        yield "adaptive-number-" + loss, number(n_estimators=11, loss=loss, random_state=0).fit(x, y), rows
    linear = number(linear_model.LinearRegression(), n_estimators=6, random_state=0)
    yield "adaptive-number-of-lines", linear.fit(x, y), rows


def bagging():
    bag = ensemble.BaggingClassifier
    x, y, rows = wine()
    yield "bag", bag(n_estimators=12, random_state=0).fit(x, np.array(["a", "b", "c"])[y]), rows
    some = bag(n_estimators=10, max_features=5, bootstrap_features=True, random_state=0)
    yield "bag-some-columns", some.fit(x, y), rows
    tiny = bag(tree.DecisionTreeClassifier(), n_estimators=9, max_samples=3, random_state=0)
    yield "bag-lacking-classes", tiny.fit(x, y), rows
    voters = multiclass.OneVsOneClassifier(tree.DecisionTreeClassifier(max_depth=1, random_state=0))
    yield "bag-of-voters", bag(voters, n_estimators=5, max_features=6, random_state=0).fit(x, y), rows
    bayes = bag(naive_bayes.GaussianNB(), n_estimators=5, max_features=0.5, random_state=0)
    yield "bag-of-bayes", bayes.fit(x, y), rows
    number = ensemble.BaggingRegressor
    x, y, rows = diabetes()
    yield "bag-number", number(n_estimators=10, max_features=0.6, random_state=0).fit(x, y), rows
    forest = ensemble.RandomForestRegressor(3, max_depth=4, random_state=0)
    yield "bag-number-of-forests", number(forest, n_estimators=4, random_state=0).fit(x, y), rows


def three_classifiers():
    return [
        ("forest", ensemble.RandomForestClassifier(6, max_depth=3, random_state=0)),
        ("boosted", ensemble.GradientBoostingClassifier(n_estimators=5, random_state=0)),
        ("tree", tree.DecisionTreeClassifier(max_depth=3, random_state=0)),
    ]


def three_regressors():
    return [
        ("forest", ensemble.RandomForestRegressor(5, max_depth=3, random_state=0)),
        ("boosted", ensemble.GradientBoostingRegressor(n_estimators=5, init="zero", random_state=0)),
        ("linear", linear_model.LinearRegression()),
    ]


def voting():
    vote = ensemble.VotingClassifier
    x, y, rows = wine()
    named = np.array(["a", "b", "c"])[y]
    yield "vote-soft", vote(three_classifiers(), voting="soft", weights=[1, 2.5, 0.5]).fit(x, named), rows
    yield "vote-hard", vote(three_classifiers(), weights=[1, 1, 1.5]).fit(x, named), rows
    dropped = vote(three_classifiers(), voting="soft", weights=[3, 1, 2]).set_params(boosted="drop")
    yield "vote-dropped", dropped.fit(x, y), rows
    x, y, rows = cancer()
    yield "vote-hard-two", vote(three_classifiers()).fit(x, y), rows
    x, y, rows = diabetes()
    yield "vote-number", ensemble.VotingRegressor(three_regressors(), weights=[1, 3, 2]).fit(x, y), rows
    yield "vote-number-plain", ensemble.VotingRegressor(three_regressors()).fit(x, y), rows


def stacking():
    stack = ensemble.StackingClassifier
    last = ensemble.GradientBoostingClassifier(n_estimators=6, max_depth=2, random_state=0)
    x, y, rows = wine()
    named = np.array(["a", "b", "c"])[y]
    yield "stack", stack(three_classifiers(), last, cv=3).fit(x, named), rows
    passing = stack(three_classifiers(), cv=3, passthrough=True)
    scaled = pipeline.make_pipeline(preprocessing.StandardScaler(), passing)
    yield "stack-passing", scaled.fit(x, named), rows
    by_class = stack(three_classifiers(), last, cv=3, stack_method="predict", passthrough=True)
    yield "stack-of-classes", by_class.fit(x, y), rows
    x, y, rows = cancer()
    yield "stack-two", stack(three_classifiers(), last, cv=3).fit(x, y), rows
    decided = [("boosted", ensemble.GradientBoostingClassifier(n_estimators=5, random_state=0))]
    by_decision = stack(decided, last, cv=3, stack_method="decision_function")
    yield "stack-of-decisions", by_decision.fit(x, y), rows
    x, y, rows = diabetes()
    forest = ensemble.RandomForestRegressor(5, max_depth=3, random_state=0)
    number = ensemble.StackingRegressor
    yield "stack-number", number(three_regressors(), forest, cv=3).fit(x, y), rows
    yield "stack-number-passing", number(three_regressors(), cv=3, passthrough=True).fit(x, y), rows


def calibrated():
    calibrate = calibration.CalibratedClassifierCV
    forest = ensemble.RandomForestClassifier(8, max_depth=4, random_state=0)
    boosted = ensemble.GradientBoostingClassifier(n_estimators=5, random_state=0)
    few = tree.DecisionTreeClassifier(max_depth=2, random_state=0)
    x, y, rows = cancer()
    yield "calibrated-forest", calibrate(forest, cv=3).fit(x, np.array(["no", "yes"])[y]), rows
    yield "calibrated-isotonic", calibrate(boosted, method="isotonic", cv=3).fit(x, y), rows
    bayes = naive_bayes.GaussianNB()
    yield "calibrated-bayes", calibrate(bayes, cv=3, method="isotonic").fit(x, y), rows
    x, y, rows = wine()
    yield "calibrated-three", calibrate(boosted, cv=3).fit(x, y), rows
    yield "calibrated-three-isotonic", calibrate(few, method="isotonic", cv=4).fit(x, y), rows
    once = calibrate(forest, method="isotonic", cv=3, ensemble=False)
    yield "calibrated-once", once.fit(x, y), rows
    yield "calibrated-before", calibrate(forest.fit(x, y), cv="prefit").fit(x[::3], y[::3]), rows
    vectors = svm.LinearSVC(dual=False, random_state=0)
    yield "calibrated-vectors", calibrate(vectors, cv=3).fit(x, y), rows
    x, y, rows = diabetes()
    for name, bounds in {"isotonic-clip": "clip", "isotonic-nan": "nan"}.items():
        curve = isotonic.IsotonicRegression(out_of_bounds=bounds).fit(x[:, 2], y)
        yield name, curve, np.where(rows[:, 2:3] > 0.12, 9, rows[:, 2:3]) if bounds == "clip" else rows[
            :, 2:3
        ].clip(x[:, 2].min(), x[:, 2].max())
    falling = isotonic.IsotonicRegression(increasing=False, out_of_bounds="clip").fit(x[:, 2], -y)
    yield "isotonic-falling", falling, rows[:, 2:3]


def targets():
    x, y, rows = two_targets()
    boosted = ensemble.GradientBoostingRegressor(n_estimators=5, max_depth=2, random_state=0)
    yield "targets-beside", multioutput.MultiOutputRegressor(boosted).fit(x, y), rows
    yield "targets-chained", multioutput.RegressorChain(boosted, order=[2, 0, 1]).fit(x, y), rows
    x, y, rows = labels()
    forest = ensemble.RandomForestClassifier(5, max_depth=3, random_state=0)
    yield "labels-beside", multioutput.MultiOutputClassifier(forest).fit(x, y), rows
    chain = multioutput.ClassifierChain(forest, order=[1, 2, 0])
    yield "labels-chained", chain.fit(x, y), rows
    crossed = multioutput.ClassifierChain(forest, order="random", cv=3, random_state=4)
    yield "labels-chained-crossed", crossed.fit(x, y), rows
    yield "labels-one-by-one", multiclass.OneVsRestClassifier(forest).fit(x, y), rows
    always = np.column_stack([y, np.ones(len(y), dtype=int), np.zeros(len(y), dtype=int)])
    yield "labels-constant", multiclass.OneVsRestClassifier(forest).fit(x, always), rows


def pairs():
    rest, one = multiclass.OneVsRestClassifier, multiclass.OneVsOneClassifier
    forest = ensemble.RandomForestClassifier(5, max_depth=3, random_state=0)
    boosted = ensemble.GradientBoostingClassifier(n_estimators=4, max_depth=2, random_state=0)
    stump = tree.DecisionTreeClassifier(max_depth=1, random_state=0)
    x, y, rows = wine()
    yield "rest-of-forests", rest(forest).fit(x, np.array(["a", "b", "c"])[y]), rows
    yield "rest-of-boosted", rest(boosted).fit(x, y), rows
    yield "rest-of-stumps", rest(stump).fit(x, y), rows
    yield "pairs-of-forests", one(forest).fit(x, np.array(["a", "b", "c"])[y]), rows
    yield "pairs-of-boosted", one(boosted).fit(x, y), rows
    yield "pairs-of-stumps", one(stump).fit(x, y), rows
    logistic = pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression())
    yield "rest-of-logistic", rest(logistic).fit(x, y), rows
    yield "pairs-of-logistic", one(logistic).fit(x, y), rows
    x, y, rows = cancer()
    yield "rest-of-two", rest(boosted).fit(x, y), rows
    yield "pairs-of-two", one(boosted).fit(x, y), rows
    yield "pairs-of-two-forests", one(forest).fit(x, y), rows


def choices():
    x, y, rows = wine()
    grid = {"max_depth": [2, 4]}
    forest = ensemble.RandomForestClassifier(5, random_state=0)
    yield "chosen", model_selection.GridSearchCV(forest, grid, cv=3).fit(x, y), rows
    lots = model_selection.RandomizedSearchCV(
        tree.DecisionTreeRegressor(random_state=0), grid, n_iter=2, cv=3, random_state=0
    )
    x, y, rows = diabetes()
    yield "chosen-by-lot", lots.fit(x, y), rows
    x, y, rows = cancer()
    named = np.array(["no", "yes"])[y]
    fixed = boosters.placed("sklearn.model_selection._classification_threshold", "FixedThresholdClassifier", Fixed)
    yield "threshold", fixed(forest, threshold=0.8, pos_label="no").fit(x, named), rows
    boosted = ensemble.GradientBoostingClassifier(n_estimators=4, max_depth=2, random_state=0)
    decided = fixed(boosted, threshold=-0.4, response_method="decision_function")
    yield "threshold-of-decisions", decided.fit(x, y), rows
    module = "sklearn.model_selection._classification_threshold"
    tuned = boosters.placed(module, "TunedThresholdClassifierCV", Fixed)(forest).fit(x, named)
    tuned.best_threshold_ = 0.3
    tuned._curve_scorer = boosters.placed("sklearn.metrics._scorer", "_CurveScorer", Scorer)()
    tuned._curve_scorer._kwargs = {"pos_label": "no"}
    yield "threshold-tuned", tuned, rows
    frozen = boosters.placed("sklearn.frozen._frozen", "FrozenEstimator", Frozen)
    yield "frozen", frozen(forest.fit(x, named)), rows
    halving = {"factor": 2, "cv": 2, "random_state": 0}
    deeper = tree.DecisionTreeClassifier(random_state=0)
    yield "chosen-by-halves", model_selection.HalvingGridSearchCV(deeper, grid, **halving).fit(x, y), rows
    lots = model_selection.HalvingRandomSearchCV(deeper, grid, n_candidates=2, **halving)
    yield "chosen-by-lots-and-halves", lots.fit(x, y), rows
    frame, species = material.penguins()
    strange = material.with_strangers(material.with_gaps(material.asked(frame)), KINDS)
    columns = compose.make_column_transformer(
        (preprocessing.OneHotEncoder(handle_unknown="ignore", sparse_output=False), KINDS),
        remainder="passthrough",
    )
    boosted = ensemble.HistGradientBoostingClassifier(max_iter=8, max_leaf_nodes=5, random_state=0)
    search = model_selection.GridSearchCV(
        pipeline.make_pipeline(columns, boosted), {"histgradientboostingclassifier__max_leaf_nodes": [3, 5]}, cv=2
    )
    yield "chosen-pipeline", search.fit(frame, species), strange


def libraries():
    rows = boosters.asked([(6.5, 2), (9, 2), (8, 2), 0])
    classes, numbers = "multi:softprob", "reg:squarederror"
    marked = np.where(rows == 0, -999, rows)
    yield "xgboost-classes", boosters.xgboost("XGBClassifier", classes), marked
    yield "xgboost-forest", boosters.xgboost("XGBRFClassifier", classes, best=1), rows
    yield "xgboost-number", boosters.xgboost("XGBRegressor", numbers, best=4), rows
    yield "xgboost-forest-number", boosters.xgboost("XGBRFRegressor", numbers), rows
    yield "xgboost-rank", boosters.xgboost("XGBRanker", "rank:pairwise"), rows
    rows = boosters.asked([0, (45, 7), (17, 3), (200, 15), (4300, 600), 0])
    yield "lightgbm-classes", boosters.lightgbm("LGBMClassifier", "multiclass", 2), rows
    yield "lightgbm-number", boosters.lightgbm("LGBMRegressor", "regression", 0), rows
    yield "lightgbm-rank", boosters.lightgbm("LGBMRanker", "lambdarank", 5), rows


class Frozen:
    """What keeps a fitted estimator as it is (1.6)."""

    def __init__(self, estimator):
        self.estimator = estimator

    @property
    def classes_(self):
        return self.estimator.classes_

    def predict(self, x):
        return self.estimator.predict(x)

    def predict_proba(self, x):
        return self.estimator.predict_proba(x)


class Scorer:
    """What a threshold was tuned by."""


class Fixed:
    """What scikit-learn 1.5 made of an estimator and a threshold, by its source: enough to answer."""

    def __init__(self, estimator, threshold="auto", pos_label=None, response_method="auto"):
        self.estimator = estimator
        self.threshold = threshold
        self.pos_label = pos_label
        self.response_method = response_method

    def fit(self, x, y):
        self.estimator_ = self.estimator.fit(x, y)
        self.n_features_in_ = x.shape[1]
        return self

    @property
    def classes_(self):
        return self.estimator_.classes_

    def predict_proba(self, x):
        return self.estimator_.predict_proba(x)

    def predict(self, x):
        label = self._curve_scorer._kwargs["pos_label"] if hasattr(self, "_curve_scorer") else self.pos_label
        positive = 1 if label is None else list(self.classes_).index(label)
        if self.response_method == "decision_function":
            score = self.estimator_.decision_function(x) * (1 if positive == 1 else -1)
        else:
            score = self.estimator_.predict_proba(x)[:, positive]
        return self.classes_[np.where(score >= getattr(self, "best_threshold_", self.threshold), positive, 1 - positive)]


def refused():
    x, y, _ = wine()
    both = np.column_stack([y, y == 1])
    yield "refused-targets-of-classes", ensemble.RandomForestClassifier(3, random_state=0).fit(x, both), None
    stump = tree.DecisionTreeClassifier(max_depth=1)
    yield "refused-codes", multiclass.OutputCodeClassifier(stump, random_state=0).fit(x, y), None
    yield "refused-chain-of-classes", multioutput.ClassifierChain(stump).fit(x, both), None
    # A score for each pair of classes, which are three of each
    paired = ensemble.StackingClassifier([("pairs", svm.SVC(decision_function_shape="ovo"))], cv=3)
    yield "refused-stack-of-pairs", paired.fit(x, y), None
    embedding = ensemble.RandomTreesEmbedding(3, random_state=0).fit(x)
    yield "refused-embedding", embedding, None
    # Since 1.6 they have probabilities, of which their mean is taken
    centres = pipeline.make_pipeline(preprocessing.StandardScaler(), neighbors.NearestCentroid())
    bagged = ensemble.BaggingClassifier(centres, 3, random_state=0).fit(x, y)
    own, sklearn.base.__version__ = sklearn.base.__version__, "1.6.1"
    yield "refused-bagged-centres-of-1.6", bagged, None
    sklearn.base.__version__ = own
