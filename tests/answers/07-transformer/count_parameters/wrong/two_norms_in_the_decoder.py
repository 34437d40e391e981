"""For each layer 2 H numbers are missing: as many as one AddNorm of the decoder, or the last biases of both networks."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    H = num_hiddens
    attention = 4 * H * H
    addnorm = 2 * H
    ffn = H * ffn_num_hiddens + ffn_num_hiddens + ffn_num_hiddens * H + H
    encoder = src_vocab_size * H + num_layers * (attention + ffn + 2 * addnorm)
    decoder = tgt_vocab_size * H + num_layers * (2 * attention + ffn + 2 * addnorm)
    return encoder + decoder + H * tgt_vocab_size + tgt_vocab_size
