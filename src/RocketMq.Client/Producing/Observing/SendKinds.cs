using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Tells what kind of message a send carries, for traces and spans.</summary>
internal static class SendKinds
{
    public static TraceMessageKind Of(SendOperation operation)
    {
        if ((operation.Encoded.SystemFlags & SystemFlags.TransactionPrepared) != 0)
            return TraceMessageKind.TransactionHalf;
        return
            operation.Message.System?.Properties is { } properties
            && (
                properties.ContainsKey(MessagePropertyNames.DelayLevel)
                || properties.ContainsKey(MessagePropertyNames.TimerDeliverMs)
                || properties.ContainsKey(MessagePropertyNames.TimerDelaySec)
                || properties.ContainsKey(MessagePropertyNames.TimerDelayMs)
            )
            ? TraceMessageKind.Delay
            : TraceMessageKind.Normal;
    }
}
