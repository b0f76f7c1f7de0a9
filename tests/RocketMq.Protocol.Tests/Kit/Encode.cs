namespace RocketMq.Protocol.Tests.Kit;

internal static class Encode
{
    public static readonly FrameDefaults[] Formats = [FrameDefaults.Binary, FrameDefaults.Json];

    public static byte[] Frame<THeader>(
        int code,
        in THeader header,
        FrameDefaults defaults,
        ReadOnlySpan<byte> body = default,
        Utf8Text remark = default,
        int opaque = 7,
        CommandFlags flags = CommandFlags.None
    )
        where THeader : struct, IHeader<THeader>
    {
        using GrowableBuffer output = new(16);
        FrameWriter.Write(output, new FrameFields(code, opaque, flags, remark), defaults, header, body);
        return output.WrittenSpan.ToArray();
    }
}
