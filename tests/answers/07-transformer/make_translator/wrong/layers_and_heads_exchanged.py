"""The numbers of layers and heads are exchanged."""

def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    encoder = TransformerEncoder(
        src_vocab_size, num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
        num_hiddens, ffn_num_hiddens, num_layers, num_heads, dropout,
    )
    decoder = TransformerDecoder(
        tgt_vocab_size, num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
        num_hiddens, ffn_num_hiddens, num_layers, num_heads, dropout,
    )
    return EncoderDecoder(encoder, decoder)
