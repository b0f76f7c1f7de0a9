using System.Numerics;

namespace RocketMq.Cli.Benching;

/// <summary>
/// Counts durations in buckets of at most 1/32 relative width, from 1 µs to about 70 minutes, without allocating. Safe for concurrent writers; read it when they
/// have stopped.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBuckets = 32;
    private const int SubBucketBits = 5;
    private const int Octaves = 28;
    private readonly long[] _counts = new long[SubBuckets * Octaves];

    internal void Add(TimeSpan duration) => Interlocked.Increment(ref _counts[IndexOf((long)duration.TotalMicroseconds)]);

    internal void Clear() => Array.Clear(_counts);

    /// <summary>The duration in microseconds which <paramref name="fraction"/> of all durations do not exceed (upper edge of its bucket); 0 without any.</summary>
    internal double MicrosAt(double fraction)
    {
        long total = _counts.Sum();
        long rank = (long)Math.Ceiling(total * fraction);
        long seen = 0;
        for (int i = 0; i < _counts.Length && total > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return UpperEdge(i);
            }
        }
        return 0;
    }

    private static int IndexOf(long micros)
    {
        if (micros < SubBuckets)
        {
            return (int)Math.Max(micros, 0);
        }
        int shift = BitOperations.Log2((ulong)micros) - SubBucketBits;
        int index = ((shift + 1) * SubBuckets) + (int)((micros >> shift) - SubBuckets);
        return Math.Min(index, (SubBuckets * Octaves) - 1);
    }

    private static double UpperEdge(int index)
    {
        if (index < SubBuckets)
        {
            return index;
        }
        int shift = (index / SubBuckets) - 1;
        long lower = (long)(SubBuckets + (index % SubBuckets)) << shift;
        return lower + (1L << shift) - 1;
    }
}
