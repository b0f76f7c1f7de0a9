using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>
/// One of the three numbers of a sequence: its codes (a first value and how many bits are added to it), and how often the predefined
/// table expects each (RFC 8878, 3.1.1.3.2).
/// </summary>
internal sealed class SequenceCodes
{
    private readonly int[] _firstValues;
    private readonly byte[] _extraBits;
    private readonly byte[] _codesOfSmallValues = new byte[256];

    private SequenceCodes(string name, int[] firstValues, byte[] extraBits, int maxLog, int predefinedLog, short[] predefined)
    {
        Name = name;
        _firstValues = firstValues;
        _extraBits = extraBits;
        MaxLog = maxLog;
        PredefinedLog = predefinedLog;
        Predefined = predefined;
        for (int value = 0; value < _codesOfSmallValues.Length; value++)
            _codesOfSmallValues[value] = (byte)Math.Max(0, Search(value));
    }

    public static SequenceCodes LiteralLengths { get; } =
        new(
            "literal lengths",
            FirstValues(0, LiteralLengthBits),
            [.. LiteralLengthBits],
            maxLog: 9,
            predefinedLog: 6,
            [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1]
        );

    public static SequenceCodes MatchLengths { get; } =
        new(
            "match lengths",
            FirstValues(ZstdFormat.MinMatch, MatchLengthBits),
            [.. MatchLengthBits],
            maxLog: 9,
            predefinedLog: 6,
            [1, 4, 3, 2, 2, 2, 2, 2, 2, .. Enumerable.Repeat<short>(1, 37), -1, -1, -1, -1, -1, -1, -1]
        );

    public static SequenceCodes Offsets { get; } =
        new(
            "offsets",
            [.. Enumerable.Range(0, 31).Select(code => 1 << code)],
            [.. Enumerable.Range(0, 31).Select(code => (byte)code)],
            maxLog: 8,
            predefinedLog: 5,
            [1, 1, 1, 1, 1, 1, 2, 2, 2, .. Enumerable.Repeat<short>(1, 15), -1, -1, -1, -1, -1]
        );

    public string Name { get; }

    public int MaxLog { get; }

    public int PredefinedLog { get; }

    /// <summary>The share of each code in 2^<see cref="PredefinedLog"/>; −1 is a share below one.</summary>
    public ReadOnlyMemory<short> Predefined { get; }

    public int Count => _firstValues.Length;

    private static ReadOnlySpan<byte> LiteralLengthBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static ReadOnlySpan<byte> MatchLengthBits =>
        [
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            1,
            1,
            1,
            2,
            2,
            3,
            3,
            4,
            4,
            5,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
        ];

    public int FirstValue(int code) => _firstValues[code];

    public int ExtraBits(int code) => _extraBits[code];

    /// <summary>The code of a value, which is at least that of the first code.</summary>
    public byte CodeOf(int value) => value < _codesOfSmallValues.Length ? _codesOfSmallValues[value] : (byte)Search(value);

    private int Search(int value)
    {
        int found = Array.BinarySearch(_firstValues, value);
        return found >= 0 ? found : ~found - 1;
    }

    private static int[] FirstValues(int first, ReadOnlySpan<byte> extraBits)
    {
        int[] values = new int[extraBits.Length];
        for (int code = 0, value = first; code < values.Length; value += 1 << extraBits[code++])
            values[code] = value;
        return values;
    }
}
