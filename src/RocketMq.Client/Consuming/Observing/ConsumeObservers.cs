using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Telemetry;
using RocketMq.Tracing;

namespace RocketMq.Consuming;

/// <summary>
/// Who wants to know of the handler calls of one consumer: figures for administrators always, hooks, message trace, activities and metrics if there are
/// any. Nothing is allocated for those that are not.
/// </summary>
internal sealed partial class ConsumeObservers(ClientSession session, ConsumerSettings settings, ConsumeFigures figures, ILogger logger)
{
    private readonly bool _isStanding = session.ConsumeHooks.WatchCalls || session.Trace is not null;

    public string Group { get; } = settings.Names.Unwrap(settings.Group);

    public string? Namespace => settings.Names.Namespace;

    public TimeProvider Time => session.Time;

    public ConsumeHooks Hooks => session.ConsumeHooks;

    public TraceRecords? Trace => session.Trace;

    /// <summary>A pull brought messages. Hooks may leave some of them out.</summary>
    /// <param name="queue">The queue as brokers know it.</param>
    /// <param name="messages">At least one.</param>
    /// <param name="startedAt">When the pull began, as a timestamp of the client's clock.</param>
    public void Pulled(in MessageQueue queue, List<ReceivedMessage> messages, long startedAt)
    {
        TimeSpan duration = Time.GetElapsedTime(startedAt);
        figures.Of(queue.Topic).CountPull(duration, messages.Count);
        try
        {
            ReceiveSpan.Tell(messages, Group, Time, duration);
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, messages[0].MessageId);
        }

        if (Hooks.HasFilters)
            Hooks.Filter(Group, messages);
    }

    /// <summary>A message is about to be handled.</summary>
    public ConsumeWatch Begin(ReceivedMessage message)
    {
        try
        {
            return new ConsumeWatch
            {
                StartedAt = Time.GetTimestamp(),
                Span = ProcessSpan.Start(message, Group, Time),
                Observation = _isStanding ? ConsumeObservation.Begin(this, [message]) : null,
            };
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, message.MessageId);
            return new ConsumeWatch { StartedAt = Time.GetTimestamp() };
        }
    }

    /// <summary>The messages of a batch are about to be handled.</summary>
    public ConsumeWatch Begin(ConsumeBatch batch)
    {
        try
        {
            return new ConsumeWatch
            {
                StartedAt = Time.GetTimestamp(),
                Spans = ClientTelemetry.IsProcessingListenedTo
                    ? [.. batch.Select(message => ProcessSpan.Start(message, Group, Time))]
                    : null,
                Observation = _isStanding ? ConsumeObservation.Begin(this, batch) : null,
            };
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, batch[0].MessageId);
            return new ConsumeWatch { StartedAt = Time.GetTimestamp() };
        }
    }

    /// <summary>The message was handled; it is not settled yet.</summary>
    /// <param name="watch">What <see cref="Begin(ReceivedMessage)"/> returned.</param>
    /// <param name="message">The message.</param>
    /// <param name="outcome">What the handler decided; null if it threw or gave up.</param>
    /// <param name="failure">What it threw.</param>
    public void End(in ConsumeWatch watch, ReceivedMessage message, ConsumeOutcome? outcome, Exception? failure)
    {
        TimeSpan duration = Time.GetElapsedTime(watch.StartedAt);
        figures
            .Of(message.WireQueue.Topic)
            .CountCall(duration, outcome == ConsumeOutcome.Success ? 1 : 0, outcome == ConsumeOutcome.Success ? 0 : 1);
        try
        {
            watch.Span.Finish(outcome, failure);
            watch.Observation?.End([outcome], failure, duration, ReturnOf(outcome, failure, duration));
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, message.MessageId);
        }
    }

    /// <summary>The batch was handled; nothing of it is settled yet.</summary>
    public void End(in ConsumeWatch watch, ConsumeBatch batch, Exception? failure)
    {
        TimeSpan duration = Time.GetElapsedTime(watch.StartedAt);
        int succeeded = 0;
        for (int index = 0; index < batch.Count; index++)
            succeeded += OutcomeOf(batch, index, failure) == ConsumeOutcome.Success ? 1 : 0;

        figures.Of(batch[0].WireQueue.Topic).CountCall(duration, succeeded, batch.Count - succeeded);
        try
        {
            for (int index = 0; index < watch.Spans?.Length; index++)
                watch.Spans[index].Finish(OutcomeOf(batch, index, failure), failure);

            if (watch.Observation is { } observation)
            {
                ConsumeOutcome?[] outcomes = [.. Enumerable.Range(0, batch.Count).Select(index => OutcomeOf(batch, index, failure))];
                ConsumeOutcome? worst =
                    Array.Find(outcomes, outcome => outcome != ConsumeOutcome.Success) ?? (failure is null ? ConsumeOutcome.Success : null);
                observation.End(outcomes, failure, duration, ReturnOf(worst, failure, duration));
            }
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, batch[0].MessageId);
        }
    }

    private static ConsumeOutcome? OutcomeOf(ConsumeBatch batch, int index, Exception? failure) =>
        failure is null || batch.IsDecided(index) ? batch.ResultOf(index).Outcome : null;

    private ConsumeReturn ReturnOf(ConsumeOutcome? outcome, Exception? failure, TimeSpan duration) =>
        duration >= settings.ConsumeTimeout ? ConsumeReturn.Timeout
        : failure is not null ? ConsumeReturn.Exception
        : outcome == ConsumeOutcome.Success ? ConsumeReturn.Success
        : ConsumeReturn.Failed;

    private static partial class Log
    {
        [LoggerMessage(
            2633,
            LogLevel.Error,
            "A listener of activities, metrics or traces threw at message {MessageId}; its handling is what it was."
        )]
        public static partial void ListenerThrew(ILogger logger, Exception exception, string messageId);
    }
}
