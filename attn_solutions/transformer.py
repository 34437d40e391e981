"""The Transformer: attention, a small network at every position, shortcuts, and a stack of all that.

Follows Vaswani et al. (2017), normalising after each sublayer as they did; the vision model follows
Dosovitskiy et al. (2021), the sliding window Beltagy et al. (2020).
Left out: beam search, label smoothing, warm-up, normalisation before the sublayer, shared embeddings.
Longer than the other modules, for one module is one section: six classes build the translator, and
each of the chapter's exercises takes one of its parts and changes it. Small things first.

B examples, T tokens, H num_hiddens, L num_layers, V vocabulary.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from attn_solutions.multi_head import MultiHeadAttention
from attn_solutions.positional_encoding import LearnedPositionalEncoding, PositionalEncoding
from attn_solutions.scoring_functions import AdditiveAttention
from attn_solutions.sequences import AttentionDecoder, Encoder, EncoderDecoder


class PositionWiseFFN(nn.Module):
    """Send every position through the same small network: linear, ReLU, linear, both with bias."""

    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        """Make dense1 (input -> hiddens) and dense2 (hiddens -> outputs), in this order."""
        super().__init__()
        ### BEGIN SOLUTION
        self.dense1 = nn.Linear(ffn_num_input, ffn_num_hiddens)
        self.dense2 = nn.Linear(ffn_num_hiddens, ffn_num_outputs)
        ### END SOLUTION

    def forward(self, X):
        """Change the features of each position, whatever stands at the others.

        X [... ffn_num_input] -> [... ffn_num_outputs], for any axes in front
        """
        ### BEGIN SOLUTION
        return self.dense2(torch.relu(self.dense1(X)))
        ### END SOLUTION


class AddNorm(nn.Module):
    """Add what a sublayer made to what it was given, and normalise the sum."""

    def __init__(self, normalized_shape, dropout):
        """Make dropout and ln, a LayerNorm over the last axes, which have the shape normalized_shape.

        The variance is the biased one (divided by n), as in nn.LayerNorm.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)
        ### END SOLUTION

    def forward(self, X, Y):
        """Return the normalised sum of X and dropped-out Y: dropout never touches the shortcut.

        X [B T H] what went into the sublayer, Y [B T H] what came out of it -> [B T H]
        X and Y themselves are left unchanged.
        """
        ### BEGIN SOLUTION
        return self.ln(X + self.dropout(Y))
        ### END SOLUTION


class EncoderBlock(nn.Module):
    """Let the tokens look at each other, then let each think for itself; AddNorm after both."""

    def __init__(
        self,
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        dropout,
        use_bias=False,
    ):
        """Make attention, addnorm1, ffn (back to H features) and addnorm2, in this order.

        use_bias is for the attention's projections; dropout goes to the attention and both AddNorms,
        and nowhere else.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.attention = MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout, use_bias)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm2 = AddNorm(norm_shape, dropout)
        ### END SOLUTION

    def forward(self, X, valid_lens):
        """Run self-attention, then the network at each position.

        X [B T H]; valid_lens None, [B] or [B T], as in masked_softmax -> [B T H]
        """
        ### BEGIN SOLUTION
        Y = self.addnorm1(X, self.attention(X, X, X, valid_lens))
        return self.addnorm2(Y, self.ffn(Y))
        ### END SOLUTION


class TransformerEncoder(Encoder):
    """Read a sentence: embed its tokens, tell them their places, send them through L blocks."""

    def __init__(
        self,
        vocab_size,
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        num_layers,
        dropout,
        use_bias=False,
    ):
        """Make embedding, pos_encoding (sinusoidal, with dropout) and blks, L blocks in a row.

        In this order. Every block has weights of its own, which are parameters of the encoder. Dropout goes
        to pos_encoding and the blocks, and nowhere else.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.num_hiddens = num_hiddens
        self.embedding = nn.Embedding(vocab_size, num_hiddens)
        self.pos_encoding = PositionalEncoding(num_hiddens, dropout)
        self.blks = nn.Sequential()
        for i in range(num_layers):
            block = EncoderBlock(
                key_size, query_size, value_size, num_hiddens, norm_shape,
                ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias,
            )  # fmt: skip
            self.blks.add_module(f"block{i}", block)
        ### END SOLUTION

    def forward(self, X, valid_lens, *args):  # noqa: ARG002
        """Encode the tokens; what is padding changes nothing at the places that are not.

        X [B T] token numbers; valid_lens None, [B] or [B T]; args are not used -> [B T H]
        The embeddings are multiplied by sqrt(H); then positions are added, once, below the first block.
        Keeps attention_weights: a list of L tensors [B*num_heads T T], the first block's first.
        """
        ### BEGIN SOLUTION
        X = self.pos_encoding(self.embedding(X) * math.sqrt(self.num_hiddens))
        for block in self.blks:
            X = block(X, valid_lens)
        self.attention_weights = [block.attention.attention.attention_weights for block in self.blks]
        return X
        ### END SOLUTION


class DecoderBlock(nn.Module):
    """Look back at what was written, look over at the source, then think; AddNorm after all three."""

    def __init__(
        self,
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        dropout,
        i,
    ):
        """Make attention1 (self), addnorm1, attention2 (over the source), addnorm2, ffn, addnorm3.

        In this order. No bias in the projections; dropout goes to both attentions and all AddNorms,
        and nowhere else.
        i is the block's number in the stack, from 0: its place in the caches.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.i = i
        sizes = (key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        self.attention1 = MultiHeadAttention(*sizes)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.attention2 = MultiHeadAttention(*sizes)
        self.addnorm2 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm3 = AddNorm(norm_shape, dropout)
        ### END SOLUTION

    def forward(self, X, state):
        """Work on T new tokens that follow the t tokens this block has had before.

        X [B T H], the new ones; state is [enc_outputs [B Ts H], enc_valid_lens (None or [B]), caches],
            maybe with more entries, which are handed on as they are; caches[i] is None at the start
            (t = 0), later what block i has had so far, [B t H]
        -> output [B T H] for the new tokens only, and the state to go on with, caches[i] now [B t+T H]

        Causal in train and in eval mode, with an empty and with a filled cache: a new token sees all t
        earlier ones, itself, and no later one. So feeding tokens one by one, or several at a time,
        gives the same as feeding them all at once. Every new token sees the whole source but its padding.
        Nothing about a sentence is kept in the block itself. The given state may be changed or not:
        the returned one counts.
        """
        ### BEGIN SOLUTION
        enc_outputs, enc_valid_lens, caches, *others = state
        cache, caches = caches[self.i], [*caches]
        seen = X if cache is None else torch.cat((cache, X), dim=1)  # [B t+T H]
        caches[self.i] = seen
        first = seen.shape[1] - X.shape[1] + 1  # how many tokens the first new one may see
        lens = torch.arange(first, seen.shape[1] + 1, device=X.device).repeat(X.shape[0], 1)  # [B T]
        Y = self.addnorm1(X, self.attention1(X, seen, seen, lens))
        Z = self.addnorm2(Y, self.attention2(Y, enc_outputs, enc_outputs, enc_valid_lens))
        return self.addnorm3(Z, self.ffn(Z)), [enc_outputs, enc_valid_lens, caches, *others]
        ### END SOLUTION


class TransformerDecoder(AttentionDecoder):
    """Write a sentence: L decoder blocks between an embedding with positions and scores for each word."""

    def __init__(
        self,
        vocab_size,
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        num_layers,
        dropout,
    ):
        """Make embedding, pos_encoding (sinusoidal, with dropout), blks (L blocks, numbered) and dense.

        In this order; dense goes from H features to V scores. Every block has weights of its own, which are
        parameters of the decoder. Dropout goes to pos_encoding and the blocks, and nowhere else.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.num_hiddens, self.num_layers = num_hiddens, num_layers
        self.embedding = nn.Embedding(vocab_size, num_hiddens)
        self.pos_encoding = PositionalEncoding(num_hiddens, dropout)
        self.blks = nn.Sequential()
        for i in range(num_layers):
            block = DecoderBlock(
                key_size, query_size, value_size, num_hiddens, norm_shape,
                ffn_num_input, ffn_num_hiddens, num_heads, dropout, i,
            )  # fmt: skip
            self.blks.add_module(f"block{i}", block)
        self.dense = nn.Linear(num_hiddens, vocab_size)
        ### END SOLUTION

    def init_state(self, enc_outputs, enc_valid_lens, *args):  # noqa: ARG002
        """Start a new sentence: nothing written yet, whatever was or is being decoded.

        Two sentences, each with its own state, may take turns.
        enc_outputs [B Ts H], enc_valid_lens None or [B]; args are not used
        -> [enc_outputs, enc_valid_lens, caches] with one None per layer in caches; you may append entries
        """
        ### BEGIN SOLUTION
        return [enc_outputs, enc_valid_lens, [None] * self.num_layers]
        ### END SOLUTION

    def forward(self, X, state):
        """Score every word of the vocabulary as the successor of each new token.

        X [B T] token numbers that follow the t tokens fed since init_state, t may be 0
        state as from init_state or as returned by the last call
        -> logits [B T V] (raw, no softmax) and the state to go on with

        Embeddings are multiplied by sqrt(H); positions are added once, below the first block, and count
        from the start of the sentence: the first new token stands at place t, not at 0 (the textbook
        forgets this). So decoding step by step, with one or several tokens per step, gives the logits of
        feeding the sentence at once, in train mode (dropout 0) and in eval mode.
        Keeps attention_weights = [self, cross]: two lists with a tensor for each layer,
        self [B*num_heads T t+T] and cross [B*num_heads T Ts].
        """
        ### BEGIN SOLUTION
        first_cache = state[2][0]
        t = 0 if first_cache is None else first_cache.shape[1]
        X = self.pos_encoding(self.embedding(X) * math.sqrt(self.num_hiddens), offset=t)
        for block in self.blks:
            X, state = block(X, state)
        self.attention_weights = [
            [block.attention1.attention.attention_weights for block in self.blks],
            [block.attention2.attention.attention_weights for block in self.blks],
        ]
        return self.dense(X), state
        ### END SOLUTION


def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    """Put a TransformerEncoder and a TransformerDecoder together in an EncoderDecoder.

    Keys, queries and values have num_hiddens features; LayerNorm is over the last axis only, so that
    sentences may have any length; no bias in the projections of the attention.
    """
    ### BEGIN SOLUTION
    H = num_hiddens
    sizes = (H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout)
    encoder = TransformerEncoder(src_vocab_size, *sizes)
    decoder = TransformerDecoder(tgt_vocab_size, *sizes)
    return EncoderDecoder(encoder, decoder)
    ### END SOLUTION


def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    """Tell how many learned numbers make_translator(...) with these sizes has, without building it.

    -> a whole number, by a formula: also for sizes that no machine could hold
    """
    ### BEGIN SOLUTION
    H, hidden = num_hiddens, ffn_num_hiddens
    attention, norm, ffn = 4 * H * H, 2 * H, 2 * H * hidden + hidden + H
    encoder_block = attention + 2 * norm + ffn
    decoder_block = 2 * attention + 3 * norm + ffn
    embeddings = (src_vocab_size + tgt_vocab_size) * H
    return embeddings + num_layers * (encoder_block + decoder_block) + (H + 1) * tgt_vocab_size
    ### END SOLUTION


class AdditiveMultiHeadAttention(MultiHeadAttention):
    """Be a MultiHeadAttention in which every head scores additively instead of by dot product."""

    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        """Keep W_q, W_k, W_v, W_o (with their bias flag); let attention be an AdditiveAttention for one head.

        The scorer has as many hidden units as a head has features. One scorer for all heads, or one for
        each: both are right. forward(queries [B Tq Dq], keys [B Tk Dk], values [B Tk Dv], valid_lens)
        -> [B Tq num_hiddens], and the attention_weights kept, are as in MultiHeadAttention.
        """
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        ### BEGIN SOLUTION
        size = num_hiddens // num_heads
        self.attention = AdditiveAttention(size, size, size, dropout)
        ### END SOLUTION


class CausalLanguageModel(nn.Module):
    """Guess the next word from the words so far: one stack, no source sentence."""

    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        """Make an embedding, positions (sinusoidal or learned), L blocks and a dense layer.

        No two blocks share weights. Which parts of this section you build it from is up to you.
        """
        super().__init__()
        ### BEGIN SOLUTION
        H = num_hiddens
        self.embedding = nn.Embedding(vocab_size, H)
        self.pos_encoding = PositionalEncoding(H, dropout)
        self.blks = nn.ModuleList(
            EncoderBlock(H, H, H, H, [H], H, ffn_num_hiddens, num_heads, dropout) for _ in range(num_layers)
        )
        self.dense = nn.Linear(H, vocab_size)
        ### END SOLUTION

    def forward(self, X):
        """Score every word of the vocabulary as the successor of each token.

        X [B T] token numbers, T up to 1000 -> logits [B T V], raw
        Causal in train and in eval mode: a later token never changes an earlier row of logits.
        The order of the earlier tokens matters, and dropout reaches positions and blocks.
        """
        ### BEGIN SOLUTION
        lens = torch.arange(1, X.shape[1] + 1, device=X.device).repeat(X.shape[0], 1)  # [B T]
        X = self.embedding(X) * math.sqrt(self.embedding.embedding_dim)
        X = self.pos_encoding(X)
        for block in self.blks:
            X = block(X, lens)
        return self.dense(X)
        ### END SOLUTION


def attention_cost(n, d, num_heads, batch_size):
    """Tell what self-attention over n tokens costs in memory and in work.

    n tokens that ask and are asked; d features of a token, those of all heads together
    -> (bytes, multiply_adds), whole numbers: bytes of the attention weights in float32, of all heads and
        examples; multiplications (each with its addition) of the two matrix products, query times key
        and weight times value. Projections, scaling and softmax are not counted.
    """
    ### BEGIN SOLUTION
    weights = batch_size * num_heads * n * n
    return 4 * weights, 2 * batch_size * n * n * d
    ### END SOLUTION


def sliding_window_attention(queries, keys, values, window):
    """Attend by scaled dot product to near tokens only: query i to the keys j with |i - j| <= window.

    queries [B n D], keys [B n D], values [B n Dv], window at least 0 and maybe beyond n -> [B n Dv]

    Equals full attention (scores over sqrt(D)) with a mask that is a band along the diagonal, but has
    no tensor of n x n on the way, a mask included: none that you make holds more elements than
    B (n + 2 window) (2 window + 1) max(D, Dv).
    """
    ### BEGIN SOLUTION
    n, width = queries.shape[1], 2 * window + 1
    near_keys = F.pad(keys, (0, 0, window, window)).unfold(1, width, 1)  # [B n D width]
    near_values = F.pad(values, (0, 0, window, window)).unfold(1, width, 1)  # [B n Dv width]
    scores = torch.einsum("bnd,bndw->bnw", queries, near_keys) / math.sqrt(queries.shape[-1])
    places = torch.arange(n)[:, None] + torch.arange(-window, window + 1)  # [n width]
    outside = ((places < 0) | (places >= n)).to(scores.device)
    weights = torch.softmax(scores.masked_fill(outside, -torch.inf), dim=-1)
    return torch.einsum("bnw,bndw->bnd", weights, near_values)
    ### END SOLUTION


def patchify(images, patch_size):
    """Cut images into square patches and lay each out as one row of numbers.

    images [B C Hh Ww], Hh and Ww multiples of p = patch_size -> [B N C*p*p], N = Hh/p * Ww/p
    Patches come in reading order (left to right, then down). Within a patch: channel by channel, each
    row by row, that is in the order (C, p, p).
    """
    ### BEGIN SOLUTION
    B, C, Hh, Ww = images.shape
    p = patch_size
    grid = images.reshape(B, C, Hh // p, p, Ww // p, p)
    return grid.permute(0, 2, 4, 1, 3, 5).reshape(B, -1, C * p * p)
    ### END SOLUTION


class VisionTransformer(nn.Module):
    """Classify images as sentences of patches, without any convolution."""

    def __init__(
        self,
        image_size,
        patch_size,
        num_channels,
        num_classes,
        num_hiddens,
        ffn_num_hiddens,
        num_heads,
        num_layers,
        dropout,
    ):
        """Make a layer from patch to H features, positions, L blocks with weights of their own, and a head.

        Images are square, [num_channels image_size image_size]. Positions are learned or sinusoidal; the
        answer is read from the mean over the patches or from a learned class token: all are right.
        """
        super().__init__()
        ### BEGIN SOLUTION
        H = num_hiddens
        self.patch_size = patch_size
        self.patch_embedding = nn.Linear(num_channels * patch_size**2, H)
        self.pos_encoding = LearnedPositionalEncoding(H, dropout, (image_size // patch_size) ** 2)
        self.blks = nn.ModuleList(
            EncoderBlock(H, H, H, H, [H], H, ffn_num_hiddens, num_heads, dropout) for _ in range(num_layers)
        )
        self.head = nn.Linear(H, num_classes)
        ### END SOLUTION

    def forward(self, images):
        """Score every class.

        images [B num_channels image_size image_size] -> logits [B num_classes], raw (no softmax)
        Every patch counts, and so does its place. Dropout reaches positions and blocks.
        """
        ### BEGIN SOLUTION
        X = self.pos_encoding(self.patch_embedding(patchify(images, self.patch_size)))
        for block in self.blks:
            X = block(X, None)
        return self.head(X.mean(dim=1))
        ### END SOLUTION
