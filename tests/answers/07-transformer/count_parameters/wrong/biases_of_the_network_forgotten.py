"""The biases of the feed-forward network are not counted."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    H = num_hiddens
    attention = 4 * H * H
    addnorm = 2 * H
    ffn = 2 * H * ffn_num_hiddens
    encoder = src_vocab_size * H + num_layers * (attention + ffn + 2 * addnorm)
    decoder = tgt_vocab_size * H + num_layers * (2 * attention + ffn + 3 * addnorm)
    return encoder + decoder + H * tgt_vocab_size + tgt_vocab_size
