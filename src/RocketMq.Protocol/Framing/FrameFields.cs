namespace RocketMq.Protocol;

/// <summary>What differs between the frames of one connection, apart from fields and body.</summary>
internal readonly record struct FrameFields(int Code, int Opaque, CommandFlags Flags, Utf8Text Remark);
