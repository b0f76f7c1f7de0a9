using System.Diagnostics;

namespace RocketMq.Telemetry;

/// <summary>The activity and the measurements of one handler call.</summary>
internal readonly struct ProcessSpan
{
    private const string Process = "process";

    private readonly ReceivedMessage? _message;
    private readonly string _group;
    private readonly Activity? _activity;
    private readonly TimeProvider _time;
    private readonly long _startedAt;

    private ProcessSpan(ReceivedMessage message, string group, TimeProvider time)
    {
        _message = message;
        _group = group;
        _time = time;
        _startedAt = time.GetTimestamp();
        _activity = StartActivity(message, group);
    }

    /// <summary>Begins to watch a handler call; does nothing when nobody listens. The activity becomes current.</summary>
    public static ProcessSpan Start(ReceivedMessage message, string group, TimeProvider time) =>
        ClientTelemetry.IsProcessingListenedTo ? new ProcessSpan(message, group, time) : default;

    /// <summary>Tells how the call ended.</summary>
    /// <param name="outcome">What the handler decided; null if it threw or gave up.</param>
    /// <param name="exception">What it threw.</param>
    public void Finish(ConsumeOutcome? outcome, Exception? exception)
    {
        if (_message is null)
            return;
        string? error = exception?.GetType().FullName ?? (outcome is ConsumeOutcome.Success ? null : outcome?.ToString());
        TagList tags = new()
        {
            { MessagingTags.System, MessagingTags.SystemName },
            { MessagingTags.OperationName, Process },
            { MessagingTags.OperationType, Process },
            { MessagingTags.Destination, _message.Topic },
            { MessagingTags.ConsumerGroup, _group },
        };
        if (error is not null)
            tags.Add(MessagingTags.ErrorType, error);
        ClientTelemetry.ConsumedMessages.Add(1, tags);
        ClientTelemetry.ProcessDuration.Record(_time.GetElapsedTime(_startedAt).TotalSeconds, tags);
        if (error is not null)
            _activity?.SetTag(MessagingTags.ErrorType, error).SetStatus(ActivityStatusCode.Error, exception?.Message);
        _activity?.Dispose();
    }

    // A child of the send, so that one trace shows the message's whole way, and linked to it for tools that cut traces at queues.
    private static Activity? StartActivity(ReceivedMessage message, string group)
    {
        if (!ClientTelemetry.Source.HasListeners())
            return null;
        ActivityContext parent = default;
        ActivityLink[]? links = null;
        if (message.TryGetProperty(TraceContext.Parent, out string? traceParent))
        {
            message.TryGetProperty(TraceContext.State, out string? traceState);
            if (ActivityContext.TryParse(traceParent, traceState, isRemote: true, out parent))
                links = [new ActivityLink(parent)];
        }
        // Whatever was current when the consumer was started is no cause of the message.
        Activity.Current = null;
        Activity? activity = ClientTelemetry.Source.StartActivity(
            $"{Process} {message.Topic}",
            ActivityKind.Consumer,
            parent,
            links: links
        );
        if (activity is not { IsAllDataRequested: true })
            return activity;
        activity
            .SetTag(MessagingTags.System, MessagingTags.SystemName)
            .SetTag(MessagingTags.OperationName, Process)
            .SetTag(MessagingTags.OperationType, Process)
            .SetTag(MessagingTags.Destination, message.Topic)
            .SetTag(MessagingTags.Partition, $"{message.Queue.BrokerName}:{message.Queue.QueueId}")
            .SetTag(MessagingTags.ConsumerGroup, group)
            .SetTag(MessagingTags.MessageId, message.MessageId)
            .SetTag(MessagingTags.BodySize, message.Body.Length);
        if (message.Tag is { Length: > 0 } tag)
            activity.SetTag(MessagingTags.MessageTag, tag);
        if (message.Keys.Count > 0)
            activity.SetTag(MessagingTags.MessageKeys, message.Keys);
        return activity;
    }
}
