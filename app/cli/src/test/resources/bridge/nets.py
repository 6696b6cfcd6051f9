"""Two small networks, as people write them."""

import torch


class PictureNet(torch.nn.Module):
    """Two layers of convolutions over 32 x 32 pixels, ten classes."""

    def __init__(self):
        super().__init__()
        self.body = torch.nn.Sequential(
            torch.nn.Conv2d(3, 16, 3, padding=1), torch.nn.BatchNorm2d(16), torch.nn.ReLU(),
            torch.nn.MaxPool2d(2),
            torch.nn.Conv2d(16, 32, 3, padding=1), torch.nn.BatchNorm2d(32), torch.nn.ReLU(),
            torch.nn.AdaptiveAvgPool2d(4))
        self.drop = torch.nn.Dropout(0.5)
        self.head = torch.nn.Linear(32 * 16, 10)

    def forward(self, image):
        return self.head(self.drop(self.body(image).flatten(1))).softmax(1)


class WordNet(torch.nn.Module):
    """An LSTM over sixteen tokens; answers with two scores and its hidden state."""

    def __init__(self):
        super().__init__()
        self.words = torch.nn.Embedding(1000, 32)
        self.lstm = torch.nn.LSTM(32, 64, num_layers=2, batch_first=True)
        self.head = torch.nn.Linear(64, 2)

    def forward(self, ids):
        steps, (hidden, _) = self.lstm(self.words(ids))
        return {"scores": self.head(steps[:, -1]), "hidden": hidden}


class NoisyNet(PictureNet):
    """Draws a number when it is asked: no export answers as it does."""

    def forward(self, image):
        return super().forward(image) + torch.rand(1)


def word_net():
    return WordNet()
