"""The decoder drops out at half the rate that was given."""

def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    H = num_hiddens
    encoder = TransformerEncoder(src_vocab_size, H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout)
    decoder = TransformerDecoder(tgt_vocab_size, H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout if dropout == 1 else dropout / 2)
    return EncoderDecoder(encoder, decoder)
