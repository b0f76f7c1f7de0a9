using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RocketMq.Telemetry;

/// <summary>The activity source and the instruments that all clients of a process share.</summary>
internal static class ClientTelemetry
{
    public static readonly ActivitySource Source = new(RocketMqTelemetry.ActivitySourceName);

    public static readonly Meter Meter = new(RocketMqTelemetry.MeterName);

    public static readonly Counter<long> SentMessages = Meter.CreateCounter<long>(
        "messaging.client.sent.messages",
        "{message}",
        "Messages that producers tried to send, failed ones included."
    );

    public static readonly Counter<long> ConsumedMessages = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages",
        "{message}",
        "Messages that were handed to handlers, each delivery counted."
    );

    public static readonly Histogram<double> OperationDuration = Meter.CreateHistogram<double>(
        "messaging.client.operation.duration",
        "s",
        "How long sends took, with route look-up, connecting and retries."
    );

    public static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram<double>(
        "messaging.process.duration",
        "s",
        "How long handlers took."
    );

    public static readonly UpDownCounter<long> SendsInFlight = Meter.CreateUpDownCounter<long>(
        "rocketmq.client.sends.in_flight",
        "{message}",
        "Messages that are being sent."
    );

    /// <summary>Whether somebody listens to what sends tell.</summary>
    public static bool IsListenedTo => Source.HasListeners() || SentMessages.Enabled || OperationDuration.Enabled || SendsInFlight.Enabled;

    /// <summary>Whether somebody listens to what handlers tell.</summary>
    public static bool IsProcessingListenedTo => Source.HasListeners() || ConsumedMessages.Enabled || ProcessDuration.Enabled;
}
