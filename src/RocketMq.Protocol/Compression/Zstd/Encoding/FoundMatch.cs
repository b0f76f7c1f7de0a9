using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>Bytes that occurred before.</summary>
/// <param name="Length">How many; 0 is no match.</param>
/// <param name="Distance">How far back.</param>
/// <param name="OffsetValue">What would be written for the distance.</param>
internal readonly record struct FoundMatch(int Length, uint Distance, uint OffsetValue)
{
    /// <summary>Roughly what the match saves, in quarters of a literal.</summary>
    public int Gain => (4 * Length) - BitOperations.Log2(OffsetValue | 1);
}
