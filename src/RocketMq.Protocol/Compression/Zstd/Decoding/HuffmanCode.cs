namespace RocketMq.Protocol;

/// <summary>What a look-up in a <see cref="HuffmanDecodingTable"/> finds.</summary>
/// <param name="Symbol">The literal.</param>
/// <param name="Bits">How many of the bits that were looked up its code has.</param>
internal readonly record struct HuffmanCode(byte Symbol, byte Bits);
