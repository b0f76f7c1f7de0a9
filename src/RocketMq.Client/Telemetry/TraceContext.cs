namespace RocketMq.Telemetry;

/// <summary>The message properties that carry W3C trace context.</summary>
internal static class TraceContext
{
    public const string Parent = "traceparent";
    public const string State = "tracestate";
}
