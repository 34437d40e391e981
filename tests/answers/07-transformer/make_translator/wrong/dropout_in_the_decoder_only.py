"""The encoder is made without dropout."""

def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    encoder = TransformerEncoder(
        src_vocab_size, num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
        num_hiddens, ffn_num_hiddens, num_heads, num_layers, 0.0,
    )
    decoder = TransformerDecoder(
        tgt_vocab_size, num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
        num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout,
    )
    return EncoderDecoder(encoder, decoder)
