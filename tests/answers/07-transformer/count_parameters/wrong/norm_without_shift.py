"""A LayerNorm is counted as H numbers; it has a factor and a shift for every feature."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    H = num_hiddens
    attention = 4 * H * H
    addnorm = H
    ffn = H * ffn_num_hiddens + ffn_num_hiddens + ffn_num_hiddens * H + H
    encoder = src_vocab_size * H + num_layers * (attention + ffn + 2 * addnorm)
    decoder = tgt_vocab_size * H + num_layers * (2 * attention + ffn + 3 * addnorm)
    return encoder + decoder + H * tgt_vocab_size + tgt_vocab_size
