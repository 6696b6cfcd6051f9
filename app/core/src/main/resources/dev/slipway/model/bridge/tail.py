

def ask_onnx(model, rows, path):
    """The same rows to ONNX Runtime, where this Python has one; Slipway asks its own anyway."""
    try:
        import onnxruntime
    except ImportError:
        return {}
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    kinds = {"tensor(float)": "float32", "tensor(double)": "float64", "tensor(int64)": "int64",
             "tensor(int32)": "int32", "tensor(string)": object}
    feeds = {}
    for given in session.get_inputs():
        kind = kinds.get(given.type)
        if INPUTS:
            feeds[given.name] = rows[given.name]
        elif given.name in rows:
            feeds[given.name] = rows[given.name].to_numpy(kind).reshape(-1, 1)
        else:
            feeds[given.name] = rows[columns(model, rows)].to_numpy(kind)
    return dict(zip([one.name for one in session.get_outputs()], session.run(None, feeds)))


def keep(answers, folder):
    """One array a file; labels of any kind become texts, unless they are numbers."""
    import numpy

    (HERE / folder).mkdir()
    for i, answer in enumerate(answers.values()):
        plain = answer.astype(str) if answer.dtype.kind in "OUS" else answer
        numpy.save(HERE / folder / f"{i}.npy", numpy.ascontiguousarray(plain), allow_pickle=False)
    return list(answers)


def finish(result):
    """Written last, so that a run that was cut off has no result."""
    draft = HERE / "result.draft"
    draft.write_text(json.dumps(result), encoding="utf-8")
    os.replace(draft, HERE / "result.json")


def main():
    sys.path[:0] = CODE
    rows = read_rows()
    say(0.1, "loading the model")
    model = load()
    say(0.4, "asking the original")
    answers = ask(model, rows)
    if not answers:
        raise Trouble("None of the model's outputs has one answer a row.",
                      "Let the first axis of inputs and outputs count the rows (batch_first=True).")
    say(0.6, "exporting")
    path = HERE / "model.onnx"
    exporter = export(model, rows, path, list(answers))
    say(0.9, "asking the exported model")
    outputs = keep(answers, "answers")
    theirs = keep(ask_onnx(model, rows, path), "onnx-answers")
    finish({"type": f"{type(model).__module__}.{type(model).__qualname__}", "exporter": exporter,
            "outputs": outputs, "onnx-outputs": theirs, "columns": columns(model, rows)})


if __name__ == "__main__":
    fence()
    try:
        main()
    except Trouble as trouble:
        finish({"problem": {"why": trouble.why, "remedy": trouble.remedy}})
        sys.exit(3)
    except Exception as failure:
        traceback.print_exc()
        finish({"problem": {"why": f"{type(failure).__name__}: {failure}", "remedy": ""}})
        sys.exit(4)
