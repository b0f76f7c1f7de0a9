namespace RocketMq.Protocol;

/// <summary>An answer without fields.</summary>
public readonly record struct EmptyHeader : IResponseHeader<EmptyHeader>
{
    /// <inheritdoc/>
    public void Write(ref HeaderWriter writer) { }

    /// <inheritdoc/>
    public static EmptyHeader Read(in HeaderView view) => default;
}
