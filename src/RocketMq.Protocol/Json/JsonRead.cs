namespace RocketMq.Protocol;

/// <summary>Reads one value.</summary>
internal delegate T JsonRead<out T>(ref JsonCursor json);
