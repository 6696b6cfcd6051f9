

def load():
    """A pickle, a joblib dump or one of cloudpickle."""
    import joblib

    model = joblib.load(MODEL)
    if not hasattr(model, "predict"):
        raise Trouble(f"The file holds {type(model).__name__}, which predicts nothing.",
                      "Dump the fitted model or pipeline: joblib.dump(pipeline, 'model.joblib').")
    return model


def takes_columns(model):
    """Whether the model was fitted on a data frame, and so knows its columns by name."""
    return getattr(model, "feature_names_in_", None) is not None


def table(model, rows):
    if INPUTS:
        return rows[INPUTS[0]]
    return rows[list(model.feature_names_in_)] if takes_columns(model) else rows.to_numpy()


def ask(model, rows):
    import numpy

    given = table(model, rows)
    if not hasattr(model, "classes_"):
        return {"variable": numpy.asarray(model.predict(given), dtype=float)}
    answers = {"label": numpy.asarray(model.predict(given))}
    if hasattr(model, "predict_proba"):
        answers["probabilities"] = numpy.asarray(model.predict_proba(given))
    return answers


def export(model, rows, path, outputs):
    """By skl2onnx; an input a column where the model knows its columns, else one matrix."""
    from skl2onnx import to_onnx

    options = {id(model): {"zipmap": False}} if "probabilities" in outputs else None
    proto = to_onnx(model, table(model, rows)[:1], options=options)
    if INPUTS:  # the exporter calls a matrix X
        rename(proto.graph, proto.graph.input[0].name, INPUTS[0])
    with open(path, "wb") as out:
        out.write(proto.SerializeToString())
    return "skl2onnx"


def rename(graph, old, new):
    for value in graph.input:
        value.name = new if value.name == old else value.name
    for node in graph.node:
        node.input[:] = [new if name == old else name for name in node.input]
        for attribute in node.attribute:
            rename(attribute.g, old, new)


def columns(model, rows):
    return [] if INPUTS or takes_columns(model) else [str(name) for name in rows.columns]
