using System.Diagnostics;

namespace RocketMq.Telemetry;

/// <summary>The activity of one pull that brought messages; told afterwards, because one that waits for messages is no work.</summary>
internal static class ReceiveSpan
{
    private const string Receive = "receive";

    public static void Tell(List<ReceivedMessage> messages, string group, TimeProvider time, TimeSpan duration)
    {
        if (!ClientTelemetry.Source.HasListeners())
            return;

        ReceivedMessage first = messages[0];
        // The loop that pulls has no cause of its own.
        Activity? surrounding = Activity.Current;
        Activity.Current = null;
        Activity? activity = ClientTelemetry.Source.StartActivity(
            $"{Receive} {first.Topic}",
            ActivityKind.Client,
            parentContext: default,
            startTime: time.GetUtcNow() - duration
        );
        activity
            ?.SetTag(MessagingTags.System, MessagingTags.SystemName)
            .SetTag(MessagingTags.OperationName, Receive)
            .SetTag(MessagingTags.OperationType, Receive)
            .SetTag(MessagingTags.Destination, first.Topic)
            .SetTag(MessagingTags.Partition, $"{first.Queue.BrokerName}:{first.Queue.QueueId}")
            .SetTag(MessagingTags.ConsumerGroup, group)
            .SetTag(MessagingTags.BatchCount, messages.Count);
        activity?.SetEndTime(time.GetUtcNow().UtcDateTime).Dispose();
        Activity.Current = surrounding;
    }
}
