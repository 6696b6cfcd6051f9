

def load():
    """The model in evaluation mode, on the CPU."""
    import torch

    torch.manual_seed(0)
    if MODEL.suffix == ".pt2":
        return torch.export.load(str(MODEL)).module()
    try:
        return torch.jit.load(str(MODEL), map_location="cpu").eval()
    except RuntimeError:
        pass  # no TorchScript
    loaded = torch.load(str(MODEL), map_location="cpu", weights_only=False)
    if isinstance(loaded, torch.nn.Module):
        return loaded.eval()
    if not isinstance(loaded, dict):
        raise Trouble(f"The file holds {type(loaded).__name__}, no model.",
                      "Save the whole model: torch.save(model, 'model.pt').")
    if MAKE is None:
        raise Trouble("The file holds weights (a state dict) without the model around them.",
                      "Name a function that makes the model: --code FOLDER --make module:function.")
    for key in ("model_state_dict", "state_dict", "model"):
        if isinstance(loaded.get(key), dict):
            loaded = loaded[key]
            break
    model = module_function(MAKE)()
    model.load_state_dict(loaded)
    return model.eval()


def tensors(rows):
    import torch

    if INPUTS:
        return tuple(torch.from_numpy(rows[name]) for name in INPUTS)
    return (torch.from_numpy(rows.to_numpy(dtype="float32")),)


def flat(answer, name="output"):
    """Tuples, lists and dicts of tensors as one list of names and tensors."""
    if isinstance(answer, dict):
        return [found for key, part in answer.items() for found in flat(part, str(key))]
    if isinstance(answer, (tuple, list)):
        return [found for i, part in enumerate(answer) for found in flat(part, f"{name}_{i}")]
    return [] if answer is None else [(name, answer)]


def ask(model, rows):
    import torch

    arguments = tensors(rows)
    with torch.no_grad():
        found = flat(model(*arguments))
    # A hidden state, say, has its rows elsewhere: no caller of a service wants it.
    return {name: tensor.numpy() for name, tensor in found
            if tensor.dim() > 0 and tensor.shape[0] == len(arguments[0])}


def export(model, rows, path, outputs):
    import torch

    class Served(torch.nn.Module):
        """The model with the outputs that a service answers with."""

        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, *arguments):
            found = dict(flat(self.model(*arguments)))
            return tuple(found[name] for name in outputs)

    # TorchScript is exported as it stands: it is no module that can be traced within another.
    served = model if isinstance(model, torch.jit.ScriptModule) else Served().eval()
    inputs = list(INPUTS) or ["features"]
    example = tuple(tensor[:2] for tensor in tensors(rows))
    common = {"input_names": inputs, "output_names": outputs}
    axes = {name: {0: "rows"} for name in inputs + outputs}
    try:
        torch.onnx.export(served, example, str(path), dynamo=False, opset_version=17,
                          dynamic_axes=axes, **common)
        return "torch.onnx.export, TorchScript"
    except TypeError as other:  # before 2.5 there was no other exporter to decline
        if "dynamo" not in str(other):
            raise
        torch.onnx.export(served, example, str(path), opset_version=17,
                          dynamic_axes=axes, **common)
        return "torch.onnx.export"


def columns(model, rows):
    return [] if INPUTS else [str(name) for name in rows.columns]
