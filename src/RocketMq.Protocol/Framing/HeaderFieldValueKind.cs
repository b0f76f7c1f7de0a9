namespace RocketMq.Protocol;

internal enum HeaderFieldValueKind : byte
{
    Absent,
    Plain,
    Escaped,
}
