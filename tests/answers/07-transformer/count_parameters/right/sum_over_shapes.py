"""Adds up the shapes of all learned tensors, layer by layer."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    H, F_ = num_hiddens, ffn_num_hiddens
    network = [(F_, H), (F_, 1), (H, F_), (H, 1)]
    shapes = [(src_vocab_size, H), (tgt_vocab_size, H), (tgt_vocab_size, H), (tgt_vocab_size, 1)]
    for _ in range(num_layers):
        shapes += [(H, H)] * 4 + [(H, 1)] * 4 + network
        shapes += [(H, H)] * 8 + [(H, 1)] * 6 + network
    return sum(rows * columns for rows, columns in shapes)
