using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>The checksum of message bodies: CRC-32 as in zlib, without the sign bit.</summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB8_8320;
    private const int Slices = 8;

    private static readonly uint[] Table = CreateTable();

    /// <summary>Computes the checksum a record carries.</summary>
    /// <param name="bytes">The body as stored.</param>
    /// <returns>A number from 0 to 2^31 − 1.</returns>
    public static int Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= Slices)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc =
                Table[(7 * 256) + (byte)low]
                ^ Table[(6 * 256) + (byte)(low >> 8)]
                ^ Table[(5 * 256) + (byte)(low >> 16)]
                ^ Table[(4 * 256) + (int)(low >> 24)]
                ^ Table[(3 * 256) + (byte)high]
                ^ Table[(2 * 256) + (byte)(high >> 8)]
                ^ Table[256 + (byte)(high >> 16)]
                ^ Table[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (byte value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);

        return (int)(~crc & int.MaxValue);
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            table[i] = crc;
        }

        for (int i = 256; i < table.Length; i++)
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];

        return table;
    }
}
