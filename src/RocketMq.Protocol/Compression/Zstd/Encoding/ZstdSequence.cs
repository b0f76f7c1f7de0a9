using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>One step of a block: so many literals, then a match.</summary>
/// <param name="literalLength">How many literals.</param>
/// <param name="offsetValue">How far back the match begins, as <see cref="RepeatOffsets"/> names it.</param>
/// <param name="matchLength">How long it is.</param>
internal readonly struct ZstdSequence(int literalLength, uint offsetValue, int matchLength)
{
    public int LiteralLength { get; } = literalLength;

    public uint OffsetValue { get; } = offsetValue;

    public int MatchLength { get; } = matchLength;

    public byte LiteralLengthCode { get; } = SequenceCodes.LiteralLengths.CodeOf(literalLength);

    public byte OffsetCode { get; } = (byte)BitOperations.Log2(offsetValue);

    public byte MatchLengthCode { get; } = SequenceCodes.MatchLengths.CodeOf(matchLength);
}
