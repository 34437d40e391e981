"""Has the helpers of the textbook, and divides by the number of valid tokens."""

from torch import nn


class MaskedSoftmaxCELoss(nn.CrossEntropyLoss):
    def forward(self, pred, label, valid_len):
        weights = sequence_mask(torch.ones_like(label, dtype=torch.float32), valid_len)
        self.reduction = "none"
        unweighted = super().forward(pred.permute(0, 2, 1), label)
        return (unweighted * weights).sum(dim=1) / weights.sum(dim=1)


def sequence_mask(X, valid_len, value=0):
    mask = torch.arange(X.size(1), dtype=torch.float32, device=X.device)[None, :] < valid_len[:, None]
    X[~mask] = value
    return X


def masked_cross_entropy(pred, label, valid_len):
    return MaskedSoftmaxCELoss()(pred, label, valid_len)
