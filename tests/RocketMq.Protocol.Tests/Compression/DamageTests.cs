using FsCheck;
using FsCheck.Fluent;
using RocketMq.Protocol.Tests.Properties;
using Property = RocketMq.Protocol.Tests.Properties.Property;

namespace RocketMq.Protocol.Tests.Compression;

/// <summary>Damaged input ends in a protocol error or in some bytes within the limit, never in another exception or in much memory.</summary>
public sealed class DamageTests
{
    private const int Limit = 64 * 1024;

    /// <summary>What one attempt may take beyond the body: pooled blocks while it doubles, tables, the error.</summary>
    private const int AllocationLimit = 8 * Limit;

    public static IEnumerable<TheoryDataRow<SystemFlags>> All => Algorithms.All();

    [Theory]
    [MemberData(nameof(All))]
    public void Every_truncation_is_noticed(SystemFlags algorithm)
    {
        foreach (byte[] compressed in Compressed(algorithm, maxLength: 6_000))
        {
            for (int length = 0; length < compressed.Length; length++)
            {
                ReadOnlyMemory<byte> truncated = compressed.AsMemory(0, length);
                Should.Throw<ProtocolException>(() => MessageCompression.Decompress(truncated, algorithm, Limit), $"{length} bytes");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Mutations_give_protocol_errors_or_a_bounded_body(SystemFlags algorithm)
    {
        byte[][] originals = Compressed(algorithm, maxLength: Limit);
        Property.Holds(
            from original in Gen.Elements(originals)
            from edits in (
                from position in Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, int.MaxValue - 1))
                from bit in Gen.Choose(0, 8)
                from value in Gen.Choose(0, 255)
                select (position, bit, value)
            ).NonEmptyListOf()
            select edits
                .Take(8)
                .Aggregate(original.ToArray(), (bytes, edit) => Damage(bytes, edit.position % bytes.Length, edit.bit, (byte)edit.value)),
            damaged => Survives(damaged, algorithm),
            cases: 3000
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Random_bytes_give_protocol_errors_or_a_bounded_body(SystemFlags algorithm) =>
        Property.Holds(Generate.Bytes, bytes => Survives(bytes, algorithm), cases: 2000);

    private static void Survives(byte[] bytes, SystemFlags algorithm)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            MessageCompression.Decompress(bytes, algorithm, Limit).Length.ShouldBeLessThanOrEqualTo(Limit);
        }
        catch (ProtocolException exception)
        {
            exception.Message.ShouldNotBeEmpty();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(AllocationLimit);
    }

    private static byte[] Damage(byte[] bytes, int position, int bit, byte value)
    {
        bytes[position] = bit < 8 ? (byte)(bytes[position] ^ (1 << bit)) : value;
        return bytes;
    }

    /// <summary>The samples that the algorithm makes smaller at all.</summary>
    private static byte[][] Compressed(SystemFlags algorithm, int maxLength) =>
        [.. Samples().Select(body => Algorithms.Compress(body.AsSpan(0, Math.Min(body.Length, maxLength)), algorithm)).OfType<byte[]>()];

    private static IEnumerable<byte[]> Samples() =>
        [
            SampleBodies.Json(9_000),
            SampleBodies.Prose(3_000),
            SampleBodies.Skewed(5_000),
            [.. SampleBodies.Noise(400, seed: 9), .. SampleBodies.Noise(400, seed: 9), .. SampleBodies.Json(300)],
            new byte[50_000],
        ];
}
