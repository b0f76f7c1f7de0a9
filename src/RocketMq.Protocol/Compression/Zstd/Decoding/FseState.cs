namespace RocketMq.Protocol;

/// <summary>A state of a <see cref="FseDecodingTable"/>.</summary>
/// <param name="Symbol">What the state stands for.</param>
/// <param name="Bits">How many bits to read for the next state, …</param>
/// <param name="NextBase">… to be added to this.</param>
internal readonly record struct FseState(byte Symbol, byte Bits, ushort NextBase);
