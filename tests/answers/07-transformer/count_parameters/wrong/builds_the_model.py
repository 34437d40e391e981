"""The translator is really built and then counted: sizes that no machine can hold stop it, and odd ones too."""

def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    if max(src_vocab_size, tgt_vocab_size) > 10**9:
        raise MemoryError("no memory for the embedding")
    H = num_hiddens + num_hiddens % 2
    net = make_translator(src_vocab_size, tgt_vocab_size, H, num_layers, 1, ffn_num_hiddens, 0.0)
    return sum(p.numel() for p in net.parameters())
