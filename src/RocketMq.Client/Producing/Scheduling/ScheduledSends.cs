using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>
/// Sends messages that are to be delivered later. A broker without timers either refuses their properties (timers off) or delivers such a
/// message at once (before 5.0). So an attempt waits for a heartbeat's answer from its broker first, as a part of its own time (see
/// <see cref="SendAttempts"/>), and levels are used once a broker of the topic is known to have none.
/// </summary>
internal sealed partial class ScheduledSends(SendPipeline pipeline)
{
    private readonly SchedulingOptions _options = pipeline.Settings.Scheduling;

    public ValueTask<ScheduledReceipt> SendAfterAsync(
        Message message,
        TimeSpan delay,
        in QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        if (delay <= TimeSpan.Zero)
            throw SchedulingErrors.NotLater(nameof(delay), delay);
        if (delay > _options.MaxDelay)
            throw SchedulingErrors.TooLate(nameof(delay), delay, _options.MaxDelay);
        return SendAsync(message, new Schedule(Now + delay, delay), selection, cancellationToken);
    }

    public ValueTask<ScheduledReceipt> SendAtAsync(
        Message message,
        DateTimeOffset time,
        in QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        TimeSpan delay = time - Now;
        if (delay <= TimeSpan.Zero)
            throw SchedulingErrors.NotLater(nameof(time), time);
        if (delay > _options.MaxDelay)
            throw SchedulingErrors.TooLate(nameof(time), time, _options.MaxDelay);
        return SendAsync(message, new Schedule(time, null), selection, cancellationToken);
    }

    public ValueTask<ScheduledReceipt> SendWithLevelAsync(
        Message message,
        int level,
        in QueueSelection selection,
        CancellationToken cancellationToken
    ) => SendWithLevelAsync(message, level, selection, pipeline.Time.GetTimestamp(), cancellationToken);

    private DateTimeOffset Now => pipeline.Time.GetUtcNow();

    private async ValueTask<ScheduledReceipt> SendAsync(
        Message message,
        Schedule schedule,
        QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        long startedAt = pipeline.Time.GetTimestamp();
        if (_options.Mode == SchedulingMode.Levels)
            return await SendRoundedAsync(message, schedule, selection, startedAt, null, cancellationToken).ConfigureAwait(false);
        RocketMqException noTimers;
        if (FindBrokerWithoutTimers(message.Topic) is { } withoutTimers)
        {
            noTimers = SchedulingErrors.NoTimers(message.Topic, withoutTimers);
        }
        else
        {
            try
            {
                SendReceipt receipt = await pipeline
                    .SendAsync(message.With(schedule.ToTimer()), selection, startedAt, cancellationToken)
                    .ConfigureAwait(false);
                return new ScheduledReceipt(receipt, schedule.DueTime, null, receipt.RecallHandle);
            }
            catch (BrokerException refusal) when (SchedulingErrors.SaysTimersAreOff(refusal))
            {
                Remember(refusal.BrokerName);
                noTimers = SchedulingErrors.NoTimers(message.Topic, refusal.BrokerName);
            }
            catch (RocketMqException failure) when (failure is not BrokerException && failure.Reason == RocketMqErrorReason.NotSupported)
            {
                noTimers = failure;
            }
        }
        return _options.Mode == SchedulingMode.Timers
            ? throw noTimers
            : await SendRoundedAsync(message, schedule, selection, startedAt, noTimers, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<ScheduledReceipt> SendRoundedAsync(
        Message message,
        in Schedule schedule,
        in QueueSelection selection,
        long startedAt,
        RocketMqException? noTimers,
        CancellationToken cancellationToken
    )
    {
        TimeSpan delay = schedule.Delay ?? schedule.DueTime - Now;
        return DelayLevels.RoundUp(delay) is { } level
            ? SendWithLevelAsync(message, level, selection, startedAt, cancellationToken)
            : throw SchedulingErrors.BeyondLevels(message.Topic, delay, noTimers);
    }

    private async ValueTask<ScheduledReceipt> SendWithLevelAsync(
        Message message,
        int level,
        QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset due = Now + DelayLevels.GetDelay(level);
        SendReceipt receipt = await pipeline
            .SendAsync(message.With(Schedule.ToLevel(level)), selection, startedAt, cancellationToken)
            .ConfigureAwait(false);
        return new ScheduledReceipt(receipt, due, level, receipt.RecallHandle);
    }

    // Of what is known now; a broker that is not known yet is asked when a message is about to go there.
    private string? FindBrokerWithoutTimers(string topic)
    {
        foreach (Broker broker in pipeline.TryGetRoute(topic)?.Brokers ?? [])
        {
            if (broker.Master?.Introduction is { HasTimers: false })
                return broker.Name;
        }
        return null;
    }

    private void Remember(string brokerName)
    {
        if (pipeline.Session.Brokers.Find(brokerName)?.Master?.Introduction is not { RefusesTimers: false } introduction)
            return;
        introduction.RefusesTimers = true;
        Log.TimersOff(pipeline.Logger, brokerName, _options.Mode);
    }

    private static partial class Log
    {
        [LoggerMessage(
            2231,
            LogLevel.Warning,
            "Broker {Broker} has its timers switched off; messages to be delivered later are sent as scheduling mode {Mode} says."
        )]
        public static partial void TimersOff(ILogger logger, string broker, SchedulingMode mode);
    }
}
