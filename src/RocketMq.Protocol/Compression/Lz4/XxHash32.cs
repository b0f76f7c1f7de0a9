using System.Buffers.Binary;
using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>xxHash with 32 bits and seed 0: the checksum of LZ4 frames.</summary>
/// <remarks>Source: the xxHash specification, version 0.1.1, "XXH32 algorithm description".</remarks>
internal static class XxHash32
{
    private const uint Prime1 = 0x9E37_79B1;
    private const uint Prime2 = 0x85EB_CA77;
    private const uint Prime3 = 0xC2B2_AE3D;
    private const uint Prime4 = 0x27D4_EB2F;
    private const uint Prime5 = 0x1656_67B1;
    private const int Stripe = 16;

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint hash = (uint)bytes.Length + (bytes.Length >= Stripe ? ReadStripes(ref bytes) : Prime5);
        for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Prime3), 17) * Prime4;
        foreach (byte value in bytes)
            hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;

        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint ReadStripes(ref ReadOnlySpan<byte> bytes)
    {
        uint a = unchecked(Prime1 + Prime2);
        uint b = Prime2;
        uint c = 0;
        uint d = unchecked(0 - Prime1);
        for (; bytes.Length >= Stripe; bytes = bytes[Stripe..])
        {
            a = Round(a, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            b = Round(b, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            c = Round(c, BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            d = Round(d, BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));
        }

        return BitOperations.RotateLeft(a, 1)
            + BitOperations.RotateLeft(b, 7)
            + BitOperations.RotateLeft(c, 12)
            + BitOperations.RotateLeft(d, 18);
    }

    private static uint Round(uint accumulator, uint lane) => BitOperations.RotateLeft(accumulator + (lane * Prime2), 13) * Prime1;
}
