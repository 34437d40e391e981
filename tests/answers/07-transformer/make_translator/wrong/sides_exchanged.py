"""Encoder and decoder are put together in the wrong order."""

def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    encoder = TransformerEncoder(
        src_vocab_size, num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
        num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout,
    )
    decoder = TransformerDecoder(
        tgt_vocab_size, num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
        num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout,
    )
    return EncoderDecoder(decoder, encoder)
