namespace RocketMq.Tracing;

/// <summary>One encoded record and the keys under which it is to be found.</summary>
internal readonly record struct TraceEntry(byte[] Text, string Keys);
