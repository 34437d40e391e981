"""The positions are counted, a thousand rows of them on both sides; they are fixed and learn nothing."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    H = num_hiddens
    attention = 4 * H * H
    addnorm = 2 * H
    ffn = H * ffn_num_hiddens + ffn_num_hiddens + ffn_num_hiddens * H + H
    encoder = src_vocab_size * H + num_layers * (attention + ffn + 2 * addnorm)
    decoder = tgt_vocab_size * H + num_layers * (2 * attention + ffn + 3 * addnorm)
    return 2000 * H + encoder + decoder + H * tgt_vocab_size + tgt_vocab_size
