# SPDX-License-Identifier: Apache-2.0
"""Single models: linear ones, kernels, neighbours, naive Bayes, networks."""
import numpy as np
from sklearn import cross_decomposition, datasets, discriminant_analysis, dummy, gaussian_process
from sklearn import kernel_ridge, linear_model, naive_bayes, neighbors, neural_network, pipeline
from sklearn import preprocessing, svm
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.gaussian_process import kernels

from material import asked


def scaled(rows):
    return (rows - rows.mean(axis=0)) / rows.std(axis=0)


def iris():
    data = datasets.load_iris()
    return data.data, data.target_names[data.target]


def cancer():
    data = datasets.load_breast_cancer()
    return scaled(data.data)[:, :12], data.target


def wine():
    data = datasets.load_wine()
    return scaled(data.data), data.target


def digits():
    data = datasets.load_digits()
    return data.data[:400] / 16, data.target[:400]


def diabetes():
    data = datasets.load_diabetes()
    return data.data * 20, data.target


def two_targets():
    rows, target = diabetes()
    return rows[:, :9], np.column_stack([target, rows[:, 9]])


def labelled():
    """Which of three things are more than usual: several labels a row."""
    rows, _ = wine()
    return rows[:, 3:], (rows[:, :3] > 0).astype(int)


def counts():
    """How much of each tone the pictures of digits have."""
    data = datasets.load_digits()
    return data.data[:300], data.target[:300]


def categories():
    """Wine by quarters of each measure."""
    rows, target = wine()
    edges = np.quantile(rows, [0.25, 0.5, 0.75], axis=0)
    return np.stack([np.searchsorted(edges[:, i], rows[:, i]) for i in range(6)], axis=1), target


def fitted(data, *named):
    """Each fitted on the data, with rows like its own that are not among them."""
    rows, target = data()
    for name, estimator in named:
        yield name, estimator.fit(rows, target), asked(rows)


def refused(data, name, estimator):
    """What a converter must name and leave."""
    rows, target = data()
    yield name, estimator.fit(rows, target), None


def linear_numbers():
    m = linear_model
    yield from fitted(
        diabetes,
        ("linear", m.LinearRegression()),
        ("linear-without-intercept", m.LinearRegression(fit_intercept=False)),
        ("ridge", m.Ridge(alpha=2)),
        ("ridge-cv", m.RidgeCV()),
        ("lasso", m.Lasso()),
        ("lasso-cv", m.LassoCV(n_alphas=10)),
        ("elastic-net", m.ElasticNet()),
        ("elastic-net-cv", m.ElasticNetCV(n_alphas=10)),
        ("lars", m.Lars()),
        ("lars-cv", m.LarsCV()),
        ("lasso-lars", m.LassoLars(alpha=0.1)),
        ("lasso-lars-cv", m.LassoLarsCV()),
        ("lasso-lars-ic", m.LassoLarsIC()),
        ("matching-pursuit", m.OrthogonalMatchingPursuit(n_nonzero_coefs=4)),
        ("matching-pursuit-cv", m.OrthogonalMatchingPursuitCV()),
        ("bayesian-ridge", m.BayesianRidge()),
        ("ard", m.ARDRegression()),
        ("huber", m.HuberRegressor(max_iter=500)),
        ("theil-sen", m.TheilSenRegressor(max_subpopulation=50, random_state=1)),
        ("ransac", m.RANSACRegressor(random_state=1)),
        ("quantile", m.QuantileRegressor(quantile=0.8, alpha=0, solver="highs")),
        ("poisson", m.PoissonRegressor()),
        ("gamma", m.GammaRegressor()),
        ("tweedie-log", m.TweedieRegressor(power=1.5)),
        ("tweedie-identity", m.TweedieRegressor(power=0)),
        ("sgd-regressor", m.SGDRegressor(random_state=1)),
        ("sgd-regressor-sparse", m.SGDRegressor(penalty="l1", random_state=1)),
        ("passive-aggressive-regressor", m.PassiveAggressiveRegressor(random_state=1)),
        ("linear-svr", svm.LinearSVR(C=10, dual=True, random_state=1, max_iter=5000)),
        ("linear-svr-scaled", svm.LinearSVR(intercept_scaling=7, dual=True, random_state=1)),
    )
    yield from fitted(
        two_targets,
        ("linear-targets", m.LinearRegression()),
        ("ridge-targets", m.Ridge()),
        ("multi-task-lasso", m.MultiTaskLasso(alpha=0.5)),
        ("multi-task-lasso-cv", m.MultiTaskLassoCV(n_alphas=5)),
        ("multi-task-elastic-net", m.MultiTaskElasticNet(alpha=0.5)),
        ("multi-task-elastic-net-cv", m.MultiTaskElasticNetCV(n_alphas=5)),
        ("partial-least-squares", cross_decomposition.PLSRegression(n_components=3)),
        ("pls-canonical", cross_decomposition.PLSCanonical(n_components=2)),
        ("cca", cross_decomposition.CCA(n_components=2)),
    )


def sparse_coefficients():
    """Coefficients that are kept as those which are not zero."""
    m = linear_model
    rows, target = cancer()
    chosen = m.LogisticRegression(penalty="l1", solver="liblinear", C=0.05).fit(rows, target)
    yield "logistic-sparse", chosen.sparsify(), asked(rows)
    rows, target = diabetes()
    descended = m.SGDRegressor(penalty="l1", alpha=2, random_state=1).fit(rows, target)
    yield "sgd-sparse", descended.sparsify(), asked(rows)


def linear_classes():
    m = linear_model
    yield from fitted(
        cancer,
        ("logistic", m.LogisticRegression()),
        ("logistic-multinomial-of-two", m.LogisticRegression(multi_class="multinomial")),
        ("logistic-liblinear", m.LogisticRegression(solver="liblinear", intercept_scaling=5)),
        ("logistic-cv", m.LogisticRegressionCV(Cs=3, cv=3)),
        ("sgd-hinge", m.SGDClassifier(random_state=1)),
        ("sgd-log", m.SGDClassifier(loss="log_loss", random_state=1)),
        ("sgd-huber", m.SGDClassifier(loss="modified_huber", random_state=1)),
        ("sgd-squared", m.SGDClassifier(loss="squared_hinge", random_state=1)),
        ("perceptron", m.Perceptron(random_state=1)),
        ("ridge-classifier", m.RidgeClassifier()),
        ("linear-svc", svm.LinearSVC(dual=True, random_state=1, intercept_scaling=3)),
        ("linear-discriminant", discriminant_analysis.LinearDiscriminantAnalysis()),
    )
    yield from fitted(
        iris,
        ("logistic-texts", m.LogisticRegression(max_iter=500)),
        ("logistic-ovr-texts", m.LogisticRegression(multi_class="ovr", max_iter=500)),
        ("logistic-liblinear-texts", m.LogisticRegression(solver="liblinear")),
        ("logistic-newton-texts", m.LogisticRegression(solver="newton-cholesky")),
        ("logistic-cv-texts", m.LogisticRegressionCV(Cs=2, cv=2, max_iter=500)),
        ("sgd-perceptron-texts", m.SGDClassifier(loss="perceptron", random_state=1)),
        ("sgd-log-texts", m.SGDClassifier(loss="log_loss", random_state=1)),
        ("sgd-huber-texts", m.SGDClassifier(loss="modified_huber", random_state=1)),
        ("passive-aggressive-texts", m.PassiveAggressiveClassifier(random_state=1)),
        ("ridge-classifier-cv-texts", m.RidgeClassifierCV()),
        ("linear-svc-texts", svm.LinearSVC(dual=True, random_state=1, max_iter=5000)),
        ("linear-svc-crammer", svm.LinearSVC(multi_class="crammer_singer", random_state=1)),
        (
            "linear-discriminant-shrunk",
            discriminant_analysis.LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"),
        ),
    )
    yield from fitted(
        digits,
        ("sgd-huber-digits", m.SGDClassifier(loss="modified_huber", random_state=1)),
    )
    yield from refused(labelled, "ridge-classifier-labels", m.RidgeClassifier())


def machines():
    yield from fitted(
        iris,
        ("svc", svm.SVC()),
        ("svc-ties", svm.SVC(break_ties=True, C=0.01)),
        ("svc-pairs", svm.SVC(decision_function_shape="ovo", kernel="linear")),
        ("svc-probable", svm.SVC(probability=True, random_state=1)),
        ("svc-probable-poly", svm.SVC(kernel="poly", degree=2, coef0=1, probability=True)),
        ("svc-sigmoid", svm.SVC(kernel="sigmoid", gamma=0.01, coef0=0.5)),
        ("nu-svc-probable", svm.NuSVC(nu=0.3, probability=True, random_state=1)),
    )
    yield from fitted(
        cancer,
        ("svc-two", svm.SVC(gamma="auto")),
        ("svc-two-linear", svm.SVC(kernel="linear", C=0.5)),
        ("svc-two-poly", svm.SVC(kernel="poly")),
        ("svc-two-probable", svm.SVC(probability=True, random_state=1)),
        ("nu-svc-two", svm.NuSVC(nu=0.2)),
    )
    yield from fitted(
        digits,
        ("svc-digits-probable", svm.SVC(probability=True, random_state=1)),
        ("svc-digits", svm.SVC(kernel="linear", break_ties=True)),
    )
    yield from fitted(
        diabetes,
        ("svr", svm.SVR(C=50)),
        ("svr-poly", svm.SVR(kernel="poly", C=50, coef0=1)),
        ("nu-svr-linear", svm.NuSVR(kernel="linear", C=10)),
        ("nu-svr-sigmoid", svm.NuSVR(kernel="sigmoid", gamma=0.01)),
        ("one-class", svm.OneClassSVM(nu=0.2)),
        ("sgd-one-class", linear_model.SGDOneClassSVM(random_state=1)),
        ("kernel-ridge", kernel_ridge.KernelRidge(kernel="rbf", gamma=0.1)),
        ("kernel-ridge-laplacian", kernel_ridge.KernelRidge(kernel="laplacian")),
        ("kernel-ridge-poly", kernel_ridge.KernelRidge(kernel="poly", degree=2)),
        ("gaussian-process", process(kernels.RBF(3.0) * 50 + kernels.WhiteKernel(0.5))),
        ("gaussian-process-matern", process(kernels.Matern(5.0, nu=1.5) + kernels.WhiteKernel())),
        (
            "gaussian-process-several",
            process(
                kernels.Matern(np.full(10, 4.0), nu=2.5) * kernels.RationalQuadratic(3.0, 2.0)
                + kernels.DotProduct() ** 2
                + kernels.Matern(2.0, nu=0.5)
                + kernels.WhiteKernel(2.0)
            ),
        ),
    )
    yield from fitted(two_targets, ("kernel-ridge-targets", kernel_ridge.KernelRidge()))
    yield from refused(iris, "svc-own-kernel", svm.SVC(kernel=np_product))
    yield from sparse_vectors()


def np_product(a, b):
    return a @ b.T


def process(kernel):
    return gaussian_process.GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True)


def sparse_vectors():
    """Fitted on rows that are kept as the numbers which are not zero."""
    from scipy import sparse

    rows, target = counts()
    kept = sparse.csr_matrix(rows / 16)
    yield "svc-sparse", svm.SVC().fit(kept, target), asked(rows / 16)
    near = neighbors.KNeighborsClassifier(3).fit(kept, target)
    yield "neighbours-sparse", near, asked(rows / 16)


def bayes():
    n = naive_bayes
    yield from fitted(iris, ("gaussian-bayes", n.GaussianNB()))
    yield from fitted(
        cancer,
        ("gaussian-bayes-priors", n.GaussianNB(priors=[0.2, 0.8])),
        ("bernoulli-bayes-two", n.BernoulliNB(binarize=0.3)),
        (
            "quadratic-discriminant",
            discriminant_analysis.QuadraticDiscriminantAnalysis(reg_param=0.1),
        ),
    )
    yield from fitted(
        wine,
        ("quadratic-discriminant-three", discriminant_analysis.QuadraticDiscriminantAnalysis()),
    )
    rows, target = counts()
    more = np.abs(asked(rows))
    for name, estimator in [
        ("multinomial-bayes", n.MultinomialNB()),
        ("multinomial-bayes-without-prior", n.MultinomialNB(fit_prior=False)),
        ("complement-bayes", n.ComplementNB()),
        ("complement-bayes-normed", n.ComplementNB(norm=True)),
        ("bernoulli-bayes", n.BernoulliNB(binarize=7.5)),
    ]:
        yield name, estimator.fit(rows, target), more
    there = (rows > 7).astype(float)
    yield (
        "bernoulli-bayes-of-truths",
        n.BernoulliNB(binarize=None).fit(there, target),
        (more > 7).astype(float),
    )
    rows, target = categories()
    drawn = np.random.default_rng(11).integers(0, 4, (520, rows.shape[1]))
    yield "categorical-bayes", n.CategoricalNB().fit(rows, target), drawn
    drawn = np.random.default_rng(12).integers(0, 6, (520, rows.shape[1]))
    yield "categorical-bayes-wider", n.CategoricalNB(min_categories=6).fit(rows, target), drawn


def neighbours():
    k = neighbors
    yield from fitted(
        iris,
        ("neighbours", k.KNeighborsClassifier()),
        ("neighbours-even", k.KNeighborsClassifier(4, algorithm="brute")),
        ("neighbours-closer", k.KNeighborsClassifier(7, weights="distance")),
        ("neighbours-manhattan", k.KNeighborsClassifier(metric="manhattan")),
        ("neighbours-minkowski", k.KNeighborsClassifier(p=3, weights="distance")),
        (
            "neighbours-weighed",
            k.KNeighborsClassifier(
                p=3, metric_params={"w": np.array([1.0, 2.0, 0.5, 3.0])}, weights="distance"
            ),
        ),
        ("neighbours-cosine", k.KNeighborsClassifier(metric="cosine", weights="distance")),
        ("neighbours-canberra", k.KNeighborsClassifier(metric="canberra", weights="distance")),
        ("nearest-centroid", k.NearestCentroid()),
        ("nearest-centroid-manhattan", k.NearestCentroid(metric="manhattan")),
        ("k-means", KMeans(4, n_init=2, random_state=1)),
        ("k-means-small", MiniBatchKMeans(5, n_init=2, random_state=1)),
    )
    yield from fitted(
        cancer,
        ("neighbours-chebyshev", k.KNeighborsClassifier(metric="chebyshev", weights="distance")),
    )
    yield from fitted(
        digits,
        ("neighbours-wide", k.KNeighborsClassifier(3)),
        ("neighbours-wide-tree", k.KNeighborsClassifier(3, algorithm="kd_tree", weights="distance")),
    )
    yield from fitted(
        diabetes,
        ("neighbours-regressor", k.KNeighborsRegressor()),
        ("neighbours-regressor-closer", k.KNeighborsRegressor(9, weights="distance")),
        ("neighbours-regressor-ball", k.KNeighborsRegressor(9, p=1, algorithm="ball_tree")),
    )
    rows, target = iris()
    same = np.vstack([asked(rows)[:450], rows[::2]])
    met = k.KNeighborsClassifier(5, weights="distance", algorithm="kd_tree").fit(rows, target)
    yield "neighbours-met-again", met, same
    yield from fitted(
        two_targets, ("neighbours-targets", k.KNeighborsRegressor(4, weights="distance"))
    )
    yield from fitted(labelled, ("neighbours-labels", k.KNeighborsClassifier(4)))
    yield from refused(iris, "neighbours-own-weights", k.KNeighborsClassifier(weights=np.exp))
    rows, target = wine()
    several = np.column_stack([target, target + 1])
    yield from refused(lambda: (rows, several), "neighbours-classes", k.KNeighborsClassifier())


def networks():
    def network(kind, **settings):
        return kind(hidden_layer_sizes=(8, 5), max_iter=60, random_state=1, **settings)

    classifier, regressor = neural_network.MLPClassifier, neural_network.MLPRegressor
    yield from fitted(
        iris,
        ("network", network(classifier)),
        ("network-tanh", network(classifier, activation="tanh")),
        ("network-logistic", network(classifier, activation="logistic", solver="lbfgs")),
    )
    yield from fitted(cancer, ("network-two", network(classifier)))
    yield from fitted(labelled, ("network-labels", network(classifier)))
    yield from fitted(
        diabetes,
        ("network-regressor", network(regressor, solver="lbfgs")),
        ("network-regressor-identity", network(regressor, activation="identity")),
        ("network-regressor-logistic", network(regressor, activation="logistic", solver="lbfgs")),
    )
    yield from fitted(two_targets, ("network-targets", network(regressor, activation="tanh")))


def constants():
    """Behind a scaler: by themselves they do not even know how many columns they were fitted on."""
    yield from fitted(
        iris,
        ("dummy", behind_scaler(dummy.DummyClassifier())),
        ("dummy-frequent", behind_scaler(dummy.DummyClassifier(strategy="most_frequent"))),
        (
            "dummy-constant",
            behind_scaler(dummy.DummyClassifier(strategy="constant", constant="virginica")),
        ),
    )
    yield from fitted(
        diabetes,
        ("dummy-mean", behind_scaler(dummy.DummyRegressor())),
        ("dummy-quantile", behind_scaler(dummy.DummyRegressor(strategy="quantile", quantile=0.9))),
    )
    yield from fitted(
        two_targets, ("dummy-targets", behind_scaler(dummy.DummyRegressor(strategy="median")))
    )
    yield from refused(
        iris, "dummy-drawn", behind_scaler(dummy.DummyClassifier(strategy="stratified"))
    )
    yield from refused(iris, "dummy-alone", dummy.DummyClassifier())


def behind_scaler(estimator):
    return pipeline.make_pipeline(preprocessing.StandardScaler(), estimator)


def cases():
    yield from linear_numbers()
    yield from sparse_coefficients()
    yield from linear_classes()
    yield from machines()
    yield from bayes()
    yield from neighbours()
    yield from networks()
    yield from constants()
