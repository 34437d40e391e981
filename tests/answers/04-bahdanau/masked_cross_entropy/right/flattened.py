"""Flattens sentences and steps, picks the valid tokens, and adds them up by sentence."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    B, T, V = pred.shape
    losses = F.nll_loss(F.log_softmax(pred.reshape(B * T, V), dim=1), label.reshape(B * T), reduction="none")
    keep = (torch.arange(T).repeat(B, 1) < valid_len[:, None]).reshape(-1)
    sentence = torch.arange(B).repeat_interleave(T)[keep]
    return torch.zeros(B, dtype=pred.dtype).index_add(0, sentence, losses[keep]) / valid_len
