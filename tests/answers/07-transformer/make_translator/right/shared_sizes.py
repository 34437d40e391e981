"""The sizes are collected once and handed to both sides."""

def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    sizes = [num_hiddens] * 4 + [(num_hiddens,), num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout]
    return EncoderDecoder(TransformerEncoder(src_vocab_size, *sizes), TransformerDecoder(tgt_vocab_size, *sizes))
