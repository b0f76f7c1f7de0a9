using System.Globalization;
using System.Text;

namespace RocketMq.Protocol.Tests.Compression;

/// <summary>Bodies that are the same on every machine; the real tools made the files in Vectors from them.</summary>
internal static class SampleBodies
{
    private const string Syllables = "ka to ri mo 压缩 消息 ne lu sa vi 队列 pe do";

    public static byte[] Get(string name) =>
        name switch
        {
            "empty" => [],
            "short" => "short"u8.ToArray(),
            "json" => Json(20_000),
            "prose" => Prose(12_000),
            "noise" => Noise(3_000, seed: 7),
            "skewed" => Skewed(40_000),
            "zeros" => new byte[300_000],
            "mixed" => Mixed(),
            _ => throw new ArgumentException($"There is no sample body '{name}'.", nameof(name)),
        };

    public static byte[] Json(int size)
    {
        StringBuilder text = new("[");
        uint state = 1;
        for (int i = 0; text.Length < size; i++)
        {
            state = Next(state);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{{\"orderId\":\"A-{100_000 + i}\",\"customer\":{state % 5000},\"amount\":{state % 100_000}.{state % 89 + 10},\"currency\":\"EUR\",\"items\":[{{\"sku\":\"S{state % 977}\",\"count\":{state % 7 + 1}}}],\"paid\":{(state % 3 == 0 ? "true" : "false")}}},"
            );
        }

        return Encoding.UTF8.GetBytes(text.ToString(), 0, size);
    }

    public static byte[] Prose(int size)
    {
        string[] syllables = Syllables.Split(' ');
        StringBuilder text = new();
        uint state = 3;
        while (text.Length < size)
        {
            state = Next(state);
            text.Append(syllables[state % (uint)syllables.Length]).Append(state % 3 == 0 ? " " : "");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Noise(int size, uint seed)
    {
        byte[] bytes = new byte[size];
        uint state = seed;
        for (int i = 0; i < size; i++)
            bytes[i] = (byte)((state = Next(state)) >> 8);
        return bytes;
    }

    /// <summary>Bytes without repetitions worth naming, some far more frequent than others: only entropy coding helps.</summary>
    public static byte[] Skewed(int size)
    {
        byte[] bytes = Noise(size, seed: 11);
        byte[] others = Noise(size, seed: 13);
        for (int i = 0; i < size; i++)
            bytes[i] = (byte)(bytes[i] & others[i]);
        return bytes;
    }

    /// <summary>Several blocks of each format, some of which compress and some of which do not.</summary>
    private static byte[] Mixed()
    {
        byte[] json = Json(90_000);
        byte[] noise = Noise(2_000, seed: 5);
        return [.. json, .. noise, .. new byte[150_000], .. noise, .. Prose(3_000), .. json.AsSpan(10_000, 70_000)];
    }

    private static uint Next(uint state)
    {
        // xorshift32: the runtime's Random promises no stable sequence.
        state ^= state << 13;
        state ^= state >> 17;
        return state ^ (state << 5);
    }
}
