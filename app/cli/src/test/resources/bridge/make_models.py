"""Trains a few steps on noise, so that weights and statistics are none of the defaults; saves."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import nets
import torch

torch.manual_seed(7)
pictures, words = nets.PictureNet(), nets.WordNet()
for _ in range(5):
    for model, given, classes in (
            (pictures, torch.randn(16, 3, 32, 32), 10), (words, torch.randint(0, 1000, (16, 16)), 2)):
        answer = model(given)
        scores = answer["scores"] if isinstance(answer, dict) else answer
        loss = torch.nn.functional.cross_entropy(scores, torch.randint(0, classes, (16,)))
        loss.backward()
        with torch.no_grad():
            for weight in model.parameters():
                weight -= 0.1 * weight.grad
                weight.grad = None
torch.save(pictures, "pictures.pt")
torch.save({"state_dict": words.state_dict(), "epoch": 5}, "words.pt")
torch.jit.script(nets.PictureNet().eval()).save("scripted.pt")

torch.save(nets.PictureNet().state_dict(), "weights.pt")
torch.save(nets.NoisyNet(), "noisy.pt")
