using System.Diagnostics;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Telemetry;

/// <summary>The activity and the measurements of one send.</summary>
internal struct SendSpan
{
    private const string Send = "send";

    private Activity? _activity;
    private bool _isCounted;

    public static SendSpan Start(SendObservation observation)
    {
        SendSpan span = new() { _isCounted = ClientTelemetry.SendsInFlight.Enabled };
        if (span._isCounted)
            ClientTelemetry.SendsInFlight.Add(observation.Messages.Count, SystemTag());
        Activity? surrounding = Activity.Current;
        string topic = observation.Operation.Message.Topic;
        Activity? activity = ClientTelemetry.Source.StartActivity($"{Send} {topic}", ActivityKind.Producer);
        // The send goes on elsewhere; the caller's own activity stays current for the caller.
        Activity.Current = surrounding;
        span._activity = activity;
        if (activity is { IsAllDataRequested: true })
            Describe(activity, observation);
        if ((activity ?? surrounding) is { IdFormat: ActivityIdFormat.W3C, Id: { } id } context)
            Inject(observation.Operation, id, context.TraceStateString);
        return span;
    }

    public readonly void Finish(SendObservation observation, SendReceipt? receipt, string? broker, Exception? exception)
    {
        string topic = observation.Operation.Message.Topic;
        int messages = observation.Messages.Count;
        if (_isCounted)
            ClientTelemetry.SendsInFlight.Add(-messages, SystemTag());
        string? error = exception is null ? null : ErrorOf(exception);
        if (ClientTelemetry.SentMessages.Enabled || ClientTelemetry.OperationDuration.Enabled)
        {
            TagList tags = new()
            {
                SystemTag(),
                { MessagingTags.OperationName, Send },
                { MessagingTags.OperationType, Send },
                { MessagingTags.Destination, topic },
            };
            if (error is not null)
                tags.Add(MessagingTags.ErrorType, error);
            ClientTelemetry.SentMessages.Add(messages, tags);
            ClientTelemetry.OperationDuration.Record(observation.Duration.TotalSeconds, tags);
        }
        if (_activity is not { } activity)
            return;
        if (receipt is { } stored)
            activity.SetTag(MessagingTags.Partition, $"{stored.Queue.BrokerName}:{stored.Queue.QueueId}");
        if (broker is not null)
            activity.SetTag(MessagingTags.ServerAddress, broker);
        if (error is not null)
            activity.SetTag(MessagingTags.ErrorType, error).SetStatus(ActivityStatusCode.Error, exception!.Message);
        activity.Dispose();
    }

    private static void Describe(Activity activity, SendObservation observation)
    {
        ClientSession session = observation.Observers.Session;
        Message message = observation.Messages[0];
        activity
            .SetTag(MessagingTags.System, MessagingTags.SystemName)
            .SetTag(MessagingTags.OperationName, Send)
            .SetTag(MessagingTags.OperationType, Send)
            .SetTag(MessagingTags.Destination, message.Topic)
            .SetTag(MessagingTags.ClientId, session.ClientId)
            .SetTag(MessagingTags.ProducerGroup, observation.Observers.Settings.Group)
            .SetTag(MessagingTags.MessageKind, KindOf(observation.Operation));
        if (session.Settings.Names.Namespace is { } nameSpace)
            activity.SetTag(MessagingTags.Namespace, nameSpace);
        if (observation.Messages.Count > 1)
        {
            activity.SetTag(MessagingTags.BatchCount, observation.Messages.Count);
            return;
        }
        activity
            .SetTag(MessagingTags.MessageId, observation.Operation.Encoded.MessageId.ToString())
            .SetTag(MessagingTags.BodySize, message.Body.Length);
        if (message.Tag is { Length: > 0 } tag)
            activity.SetTag(MessagingTags.MessageTag, tag);
        if (message.Keys.Count > 0)
            activity.SetTag(MessagingTags.MessageKeys, message.Keys);
        if (message.OrderKey is { } orderKey)
            activity.SetTag(MessagingTags.MessageGroup, orderKey);
    }

    private static string KindOf(SendOperation operation) =>
        SendKinds.Of(operation) switch
        {
            TraceMessageKind.TransactionHalf => "transaction",
            TraceMessageKind.Delay => "delay",
            _ => operation.Message.OrderKey is null ? "normal" : "fifo",
        };

    private static void Inject(SendOperation operation, string traceParent, string? traceState)
    {
        // A program that sets them itself knows better.
        if (operation.Message.PropertiesOrNull?.ContainsKey(TraceContext.Parent) == true)
            return;
        if (operation.Encoded.TryAppend(TraceContext.Parent, traceParent) && !string.IsNullOrEmpty(traceState))
            operation.Encoded.TryAppend(TraceContext.State, traceState);
    }

    private static string ErrorOf(Exception exception) =>
        exception is RocketMqException known ? known.Reason.ToString() : exception.GetType().FullName!;

    private static KeyValuePair<string, object?> SystemTag() => new(MessagingTags.System, MessagingTags.SystemName);
}
