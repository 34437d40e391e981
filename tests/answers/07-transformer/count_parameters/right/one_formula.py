"""A single formula, multiplied out."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    h, f = num_hiddens, ffn_num_hiddens
    return src_vocab_size * h + tgt_vocab_size * (2 * h + 1) + 2 * num_layers * (6 * h**2 + 2 * h * f + f + 6 * h)
