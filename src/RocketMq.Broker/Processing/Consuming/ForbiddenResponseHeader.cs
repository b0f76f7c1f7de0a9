using System.Buffers.Text;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>Beside NO_PERMISSION: what a pull is forbidden by (1 broker, 2 group, 3 topic, 4 broadcasting).</summary>
internal readonly record struct ForbiddenResponseHeader(int ForbiddenType) : IResponseHeader<ForbiddenResponseHeader>
{
    public const int ByGroup = 2;
    public const int ByTopic = 3;
    public const int ByBroadcasting = 4;

    private static ReadOnlySpan<byte> Name => "forbiddenType"u8;

    public void Write(ref HeaderWriter writer) => writer.Write(Name, ForbiddenType);

    public static ForbiddenResponseHeader Read(in HeaderView view) =>
        view.TryGet(Name, out var text) && Utf8Parser.TryParse(text.ToUtf8().Span, out int type, out _)
            ? new ForbiddenResponseHeader(type)
            : default;
}
