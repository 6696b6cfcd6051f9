
# What turns the weighted sum into the prediction, by the name of the family's link.
LINKS = {
    "Identity": [],
    "Log": ["Exp"],
    "Logit": ["Sigmoid"],
    "InversePower": ["Reciprocal"],
    "CLogLog": ["Exp", "Neg", "Exp", "Neg", "1+"],
}
LINK_OF = {"OLS": "Identity", "WLS": "Identity", "GLS": "Identity", "GLSAR": "Identity",
           "Logit": "Logit", "Poisson": "Log", "QuantReg": "Identity", "RLM": "Identity"}


def load():
    import pickle

    with open(MODEL, "rb") as file:
        found = pickle.load(file)
    if not hasattr(found, "params") or not hasattr(found, "model"):
        raise Trouble(f"The file holds {type(found).__name__}, no result of statsmodels.",
                      "Save the fitted results: results.save('model.pickle').")
    return found


def link(results):
    kind = type(results.model).__name__
    name = type(results.model.family.link).__name__ if kind == "GLM" else LINK_OF.get(kind)
    if name not in LINKS:
        raise Trouble(f"{kind} with the link {name} has no form in ONNX here.",
                      "Known are linear models, Logit, Poisson, and GLM with the links "
                      + ", ".join(LINKS) + ".")
    return name


def columns(results, rows):
    """The columns of the design, without the constant."""
    return [name for name in results.model.exog_names if name not in ("const", "Intercept")]


def design(results, rows):
    import numpy

    found = [numpy.ones(len(rows)) if name in ("const", "Intercept") else rows[name].to_numpy(float)
             for name in results.model.exog_names]
    return numpy.column_stack(found)


def ask(results, rows):
    import numpy

    missing = [name for name in columns(results, rows) if name not in rows]
    if missing:
        raise Trouble("The rows have no column " + ", ".join(missing) + ".",
                      "The model takes: " + ", ".join(columns(results, rows))
                      + ". Give columns as the design has them, or name others with --data.")
    found = results.model.predict(numpy.asarray(results.params), design(results, rows))
    return {"prediction": numpy.asarray(found, dtype=float).reshape(-1, 1)}


def export(results, rows, path, outputs):
    """A weighted sum and the inverse of the link, in double precision."""
    import numpy
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    weights = dict(zip(results.model.exog_names, numpy.asarray(results.params, dtype=float)))
    bias = sum(weights.get(name, 0.0) for name in ("const", "Intercept"))
    column = numpy.array([[weights[name]] for name in columns(results, rows)], dtype=float)
    constants = {"weights": column, "bias": numpy.array([bias]), "one": numpy.array([1.0])}
    steps = [("MatMul", ["features", "weights"]), ("Add", ["bias"])]
    steps += [("Add", ["one"]) if step == "1+" else (step, []) for step in LINKS[link(results)]]
    nodes, last = [], ""
    for i, (operator, others) in enumerate(steps):
        result = "prediction" if i == len(steps) - 1 else f"step_{i}"
        nodes.append(helper.make_node(operator, others if i == 0 else [last, *others], [result]))
        last = result
    double = TensorProto.DOUBLE
    graph = helper.make_graph(
        nodes, "statsmodels",
        [helper.make_tensor_value_info("features", double, ["rows", len(column)])],
        [helper.make_tensor_value_info("prediction", double, ["rows", 1])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()
         if any(name in node.input for node in nodes)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return "the coefficients, by onnx.helper"
