namespace RocketMq.Producing;

/// <summary>The messages of an explicit batch that fit into one request.</summary>
/// <param name="First">The number of the first message.</param>
/// <param name="Count">How many messages.</param>
/// <param name="Bytes">Where their encoding lies.</param>
internal readonly record struct BatchSlice(int First, int Count, Range Bytes);
