

def load():
    try:
        import keras
    except ImportError:
        from tensorflow import keras
    return keras.models.load_model(str(MODEL), compile=False)


def arrays(model, rows):
    if INPUTS:
        found = [rows[name] for name in INPUTS]
        return found[0] if len(found) == 1 else found
    return rows.to_numpy(dtype="float32")


def ask(model, rows):
    import numpy

    found = model.predict(arrays(model, rows), verbose=0)
    if isinstance(found, dict):
        return {str(name): numpy.asarray(answer) for name, answer in found.items()}
    if isinstance(found, (list, tuple)):
        return {f"output_{i}": numpy.asarray(answer) for i, answer in enumerate(found)}
    return {"output": numpy.asarray(found)}


def export(model, rows, path, outputs):
    """By tf2onnx; inputs and outputs get the names that the answers have."""
    import onnx
    import tensorflow as tf
    import tf2onnx

    inputs = list(INPUTS) or ["features"]
    parts = [rows[name] for name in INPUTS] or [rows.to_numpy(dtype="float32")]
    signature = [tf.TensorSpec([None, *part.shape[1:]], part.dtype, name=name)
                 for name, part in zip(inputs, parts)]

    @tf.function(input_signature=signature)
    def served(*given):
        found = model(given[0] if len(given) == 1 else list(given), training=False)
        found = list(found.values()) if isinstance(found, dict) else found
        found = found if isinstance(found, (list, tuple)) else [found]
        return [tf.identity(answer, name=name) for answer, name in zip(found, outputs)]

    proto, _ = tf2onnx.convert.from_function(served, input_signature=signature, opset=17)
    renamed = dict(zip([one.name for one in proto.graph.output], outputs))
    renamed.update(zip([one.name for one in proto.graph.input], inputs))
    for value in [*proto.graph.input, *proto.graph.output]:
        value.name = renamed[value.name]
    for node in proto.graph.node:
        node.input[:] = [renamed.get(name, name) for name in node.input]
        node.output[:] = [renamed.get(name, name) for name in node.output]
    onnx.save(proto, str(path))
    return "tf2onnx"


def columns(model, rows):
    return [] if INPUTS else [str(name) for name in rows.columns]
