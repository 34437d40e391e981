"""Bahdanau attention: a recurrent translator that looks back at the source before each word it writes.

Follows Bahdanau et al. (2015), with a one-way encoder and the decoder's GRU fed as in their appendix.
BLEU after Papineni et al. (2002), with the gentler weights of the book. Left out: beam search, dropping
the padding before the encoder, batches in `translate`.

B sentences, T target steps, Tk source steps, E embedding size, H hidden units, L layers, V words.
"""

import math
from collections import Counter

import torch
import torch.nn.functional as F
from torch import nn

from attn_solutions.scoring_functions import AdditiveAttention, DotProductAttention
from attn_solutions.sequences import AttentionDecoder, build_arrays, grad_clipping, tokenize


def masked_cross_entropy(pred, label, valid_len):
    """Measure how surprised the model is by each sentence, per token, padding left out.

    pred [B T V] raw scores (a softmax is still to come); label [B T] the right tokens;
    valid_len [B] how many tokens of each label count, at least 1 and at most T
    -> [B]: for each sentence the mean cross-entropy (in nats) over its own valid tokens

    The sum is divided by the sentence's valid_len, never by T. What stands behind the valid length
    may be any token of the vocabulary and has no influence. The inputs are left unchanged.
    """
    ### BEGIN SOLUTION
    loss = F.cross_entropy(pred.transpose(1, 2), label, reduction="none")  # [B T]
    is_padding = torch.arange(label.shape[1], device=label.device) >= valid_len[:, None]
    return loss.masked_fill(is_padding, 0).sum(dim=1) / valid_len
    ### END SOLUTION


class Seq2SeqAttentionDecoder(AttentionDecoder):
    """Write the target word by word, and look at the whole source before each word.

    At each step the state of the last recurrent layer, as the step before left it, asks (query) the
    outputs of the encoder (keys and values); the answer and the embedding of the input word, joined
    in this order: [context, embedding], are what the GRU reads.

    After forward, attention_weights is a list (or tuple) of one tensor [B 1 Tk] for each step of X.
    """

    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        """Make the parts: attention, embedding (V -> E), GRU (E + H -> H, L layers), last layer (H -> V).

        The attention is additive, all its sizes are num_hiddens; dropout goes to it and to the GRU.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)
        ### END SOLUTION

    def init_state(self, enc_outputs, enc_valid_lens, *_args):
        """Start where the encoder ended.

        enc_outputs a pair: outputs [Tk B H], time first, and the last hidden state [L B H];
        enc_valid_lens [B] lengths of the sources, or None
        -> state, three things: outputs [B Tk H], hidden state [L B H], enc_valid_lens
        """
        ### BEGIN SOLUTION
        outputs, hidden = enc_outputs
        return [outputs.transpose(0, 1), hidden, enc_valid_lens]
        ### END SOLUTION

    def query(self, hidden):
        """Give what the decoder asks with: the state of the last layer, hidden [L B H] -> [B 1 H].

        A suggestion: with this in a method of its own, the exercises at the end become short.
        """
        ### BEGIN SOLUTION
        return hidden[-1].unsqueeze(1)
        ### END SOLUTION

    def forward(self, X, state):
        """Score the next word after each word of X.

        X [B T] words; state from init_state or from an earlier forward; padding gets no attention
        -> raw scores [B T V], and the new state, in the same form, from which writing can go on:
        in eval mode one call with T words equals T calls with one word
        """
        ### BEGIN SOLUTION
        enc_outputs, hidden, enc_valid_lens = state
        outputs, self.attention_weights = [], []
        for x in self.embedding(X).split(1, dim=1):  # x [B 1 E]
            context = self.attention(self.query(hidden), enc_outputs, enc_outputs, enc_valid_lens)
            x = torch.cat([context, x], dim=-1).transpose(0, 1)  # [1 B H+E]
            out, hidden = self.rnn(x, hidden)
            outputs.append(out)
            self.attention_weights.append(self.attention.attention_weights)
        outputs = self.dense(torch.cat(outputs))  # [T B V]
        return outputs.transpose(0, 1), [enc_outputs, hidden, enc_valid_lens]
        ### END SOLUTION


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    """Teach an encoder-decoder to translate.

    net(X, decoder_input, X_valid_len) -> (raw scores [B T V], state); each pass over data_iter gives an epoch's batches
    (X [B Tk], X_valid_len [B], Y [B T], Y_valid_len [B]); tgt_vocab knows "<bos>"
    -> list of num_epochs plain numbers: the mean loss of each epoch per valid target token, over all its batches

    Works in train mode and with Adam at learning rate lr. Teacher forcing: the decoder reads "<bos>" and then
    Y without its last column. A batch's loss is the cross-entropy of all its valid target tokens, divided by
    their number; its gradient is clipped to length 1 (grad_clipping) before the step.
    The net starts from the parameters it has: nothing is initialised here.
    """
    ### BEGIN SOLUTION
    net.to(device).train()
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    losses = []
    for _ in range(num_epochs):
        total = num_tokens = 0
        for batch in data_iter:
            X, X_valid_len, Y, Y_valid_len = (array.to(device) for array in batch)
            bos = torch.full_like(Y[:, :1], tgt_vocab["<bos>"])
            pred, _ = net(X, torch.cat([bos, Y[:, :-1]], dim=1), X_valid_len)
            loss = (masked_cross_entropy(pred, Y, Y_valid_len) * Y_valid_len).sum()
            optimizer.zero_grad()
            (loss / Y_valid_len.sum()).backward()
            grad_clipping(net, 1)
            optimizer.step()
            total, num_tokens = total + loss.item(), num_tokens + Y_valid_len.sum().item()
        losses.append(total / num_tokens)
    return losses
    ### END SOLUTION


def bleu(pred_seq, label_seq, k):
    """Compare a translation with the right one, by the runs of 1 to k words that they share.

    pred_seq, label_seq texts whose words are separated by blanks; k at least 1
    -> a number from 0 to 1: exp(min(0, 1 - len_label / len_pred)) times p_n ** (1 / 2**n) for n = 1, 2, ...
    up to k, or up to the length of the prediction if that is less; an empty prediction scores 0

    p_n: of the runs of n words (n-grams) in the prediction, the share also found in the label, where each run
    of the label can be matched once only.
    """
    ### BEGIN SOLUTION
    pred, label = pred_seq.split(), label_seq.split()
    if not pred:
        return 0.0

    def ngrams(words, n):
        return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))

    score = math.exp(min(0, 1 - len(label) / len(pred)))
    for n in range(1, min(k, len(pred)) + 1):
        matches = ngrams(pred, n) & ngrams(label, n)  # the smaller count of each
        score *= (matches.total() / (len(pred) - n + 1)) ** 0.5**n
    return score
    ### END SOLUTION


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    """Translate one sentence, always taking the likeliest next word.

    net an encoder-decoder on `device`; src_sentence a text such as "go .", upper or lower case
    (tokenize takes "Go." apart, too)
    -> the words of the translation joined by blanks, and a list: with save_attention_weights
    net.decoder.attention_weights as it was after each decoder step, the one that gave "<eos>" included;
    otherwise an empty list (None is fine too)

    The source is prepared as in training: "<eos>" at its end, num_steps tokens, its length without padding;
    as in training, both the encoder and init_state are given that length.
    The decoder reads "<bos>" first, then the word it has just chosen, one at a time. It stops at "<eos>",
    which is not part of the translation, or after num_steps steps.
    Works in eval mode and without gradients; afterwards the net may be in eval mode or as it was before,
    and can learn as before.
    """
    ### BEGIN SOLUTION
    was_training = net.training
    net.eval()
    arrays = build_arrays([tokenize(src_sentence)], src_vocab, num_steps)
    X, valid_len = (array.to(device) for array in arrays)
    words, weights = [], []
    with torch.no_grad():
        state = net.decoder.init_state(net.encoder(X, valid_len), valid_len)
        word = torch.full((1, 1), tgt_vocab["<bos>"], device=device)
        for _ in range(num_steps):
            scores, state = net.decoder(word, state)
            word = scores.argmax(dim=-1)  # [1 1]
            if save_attention_weights:
                weights.append(net.decoder.attention_weights)
            if word.item() == tgt_vocab["<eos>"]:
                break
            words.append(word.item())
    net.train(was_training)
    return " ".join(tgt_vocab.to_tokens(words)), weights
    ### END SOLUTION


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    """The same decoder with an LSTM in the place of the GRU.

    An LSTM has a pair for a state: (hidden [L B H], memory cell [L B H]). An LSTMEncoder gives it,
    and state[1] is such a pair before and after each forward. The query is the hidden part of the last layer.
    No parameters of a GRU may stay behind. Whatever is not written here is inherited.
    """

    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        """Make the parts of the decoder, with an LSTM (E + H -> H, L layers)."""
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        ### BEGIN SOLUTION
        self.rnn = nn.LSTM(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        ### END SOLUTION

    def query(self, hidden):
        """Give what the decoder asks with: hidden, a pair of [L B H] -> [B 1 H]."""
        ### BEGIN SOLUTION
        return hidden[0][-1].unsqueeze(1)
        ### END SOLUTION


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    """The same decoder, with a GRU, that scores by scaled dot products: its attention learns nothing.

    Query, keys and values go into the dot products as they are, without further layers. No parameters of
    additive attention may stay behind. Whatever is not written here is inherited.
    """

    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        """Make the parts of the decoder, with DotProductAttention."""
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        ### BEGIN SOLUTION
        self.attention = DotProductAttention(dropout)
        ### END SOLUTION
