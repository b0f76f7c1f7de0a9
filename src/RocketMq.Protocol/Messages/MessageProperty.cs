namespace RocketMq.Protocol;

/// <summary>One property of a properties text, as slices of it.</summary>
public readonly ref struct MessageProperty
{
    internal MessageProperty(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The value as UTF-8.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
