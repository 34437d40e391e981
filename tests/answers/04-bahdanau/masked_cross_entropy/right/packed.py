"""pack_padded_sequence takes out the padding, and index_add sums up."""

import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence


def masked_cross_entropy(pred, label, valid_len):
    lens = valid_len.cpu()
    P = pack_padded_sequence(pred, lens, batch_first=True, enforce_sorted=False).data
    Y = pack_padded_sequence(label, lens, batch_first=True, enforce_sorted=False).data
    who = torch.arange(len(label))[:, None].expand_as(label)
    who = pack_padded_sequence(who, lens, batch_first=True, enforce_sorted=False).data
    loss = F.cross_entropy(P, Y, reduction="none")
    return torch.zeros(len(label), dtype=loss.dtype).index_add(0, who, loss) / valid_len
