using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Appending big-endian integers, and filling in those that are known only later.</summary>
internal static class BigEndianWriting
{
    public static void WriteInt16(this GrowableBuffer output, short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(output.GetSpan(sizeof(short)), value);
        output.Advance(sizeof(short));
    }

    public static void WriteInt32(this GrowableBuffer output, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    public static void PatchInt32(this GrowableBuffer output, int position, int value) =>
        BinaryPrimitives.WriteInt32BigEndian(output.WrittenSpan[position..], value);
}
