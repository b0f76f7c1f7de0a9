namespace RocketMq.Protocol;

/// <summary>The last three distances of a frame, which a sequence may name by their place instead of their value (RFC 8878, 3.1.1.5).</summary>
internal struct RepeatOffsets
{
    private const uint Places = 3;

    private uint _first = 1;
    private uint _second = 4;
    private uint _third = 8;

    public RepeatOffsets() { }

    /// <summary>The distance of the newest sequence.</summary>
    public readonly uint First => _first;

    /// <summary>The distance that an offset value means; it becomes the newest.</summary>
    /// <param name="value">1 to 3 name a place, larger values the distance plus three.</param>
    /// <param name="hasLiterals">Whether literals go before the match; without any, the places begin with the second.</param>
    /// <returns>The distance; 0 is malformed.</returns>
    public uint Resolve(uint value, bool hasLiterals)
    {
        uint place = hasLiterals ? value : value + 1;
        uint distance = value > Places ? value - Places : At(place);
        if (value > Places || place > 2)
            _third = _second;
        if (value > Places || place > 1)
            (_first, _second) = (distance, _first);
        return distance;
    }

    /// <summary>The offset value that means a distance; it becomes the newest.</summary>
    public uint Name(uint distance, bool hasLiterals)
    {
        uint value = Find(distance, hasLiterals);
        Resolve(value, hasLiterals);
        return value;
    }

    /// <summary>The offset value that means a distance.</summary>
    public readonly uint Find(uint distance, bool hasLiterals)
    {
        uint shift = hasLiterals ? 0u : 1u;
        for (uint value = 1; value <= Places; value++)
        {
            if (At(value + shift) == distance)
                return value;
        }

        return distance + Places;
    }

    /// <summary>The distance at a place; the fourth is one less than the first.</summary>
    public readonly uint At(uint place) =>
        place switch
        {
            1 => _first,
            2 => _second,
            3 => _third,
            _ => _first - 1,
        };
}
