namespace RocketMq.Protocol;

/// <summary>One message of a batch body, as slices of it.</summary>
/// <param name="Flag">The message's own flag, free for users.</param>
/// <param name="Body">The body; never compressed.</param>
/// <param name="Properties">The properties text, see <see cref="PropertiesText"/>.</param>
public readonly record struct BatchMember(int Flag, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Properties);
