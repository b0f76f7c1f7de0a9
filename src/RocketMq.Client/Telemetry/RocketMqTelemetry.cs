namespace RocketMq;

/// <summary>The names under which the client tells what it does, for OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.</summary>
/// <remarks>
/// Spans and metrics follow OpenTelemetry's conventions for messaging: <c>messaging.system</c> is <c>rocketmq</c>, spans are called
/// <c>send {topic}</c>, <c>receive {topic}</c> and <c>process {topic}</c>. Gauges tell of each queue of each running consumer
/// <c>rocketmq.client.consumer.lag</c>, <c>.in_flight</c>, <c>.oldest_unsettled.age</c> and, for orderly consumers, <c>.lock_held</c>. W3C context travels in the message properties <c>traceparent</c> and <c>tracestate</c>.
/// </remarks>
public static class RocketMqTelemetry
{
    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "RocketMq";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "RocketMq";
}
