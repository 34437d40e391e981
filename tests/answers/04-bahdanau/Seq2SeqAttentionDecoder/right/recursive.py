"""forward takes one word, the rest by recursion."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        parts = {
            "look": AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout),
            "words": nn.Embedding(vocab_size, embed_size),
            "step": nn.GRU(num_hiddens + embed_size, num_hiddens, num_layers, dropout=dropout),
            "speak": nn.Linear(num_hiddens, vocab_size),
        }
        self.parts = nn.ModuleDict(parts)

    def init_state(self, enc_outputs, enc_valid_lens, *_args):
        outputs, hidden = enc_outputs
        return [torch.einsum("tbh->bth", outputs), hidden.clone(), enc_valid_lens]

    def query(self, hidden):
        return hidden.select(0, hidden.shape[0] - 1).unsqueeze(1)

    def _go(self, X, state):
        memory, hidden, lens = state
        context = self.parts["look"](self.query(hidden), memory, memory, lens)
        weights = [self.parts["look"].attention_weights]
        fed = torch.cat((context, self.parts["words"](X[:, :1])), -1).transpose(0, 1)
        out, hidden = self.parts["step"](fed, hidden)
        scores, state = self.parts["speak"](out.transpose(0, 1)), [memory, hidden, lens]
        if X.shape[1] == 1:
            return scores, state, weights
        more, state, later = self._go(X[:, 1:], state)
        return torch.cat([scores, more], dim=1), state, weights + later

    def forward(self, X, state):
        scores, state, self.attention_weights = self._go(X, state)
        return scores, state
