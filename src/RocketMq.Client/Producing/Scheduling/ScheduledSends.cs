using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>
/// Sends messages that are to be delivered later. A broker without timers either refuses their properties (timers off) or delivers such a
/// message at once (before 5.0), so every broker of the topic is known by a heartbeat before a timer is used.
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

    public async ValueTask<ScheduledReceipt> SendWithLevelAsync(
        Message message,
        int level,
        QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset due = Now + DelayLevels.GetDelay(level);
        SendReceipt receipt = await pipeline
            .SendAsync(message.With(Schedule.ToLevel(level)), selection, cancellationToken)
            .ConfigureAwait(false);
        return new ScheduledReceipt(receipt, due, level, receipt.RecallHandle);
    }

    private DateTimeOffset Now => pipeline.Time.GetUtcNow();

    private async ValueTask<ScheduledReceipt> SendAsync(
        Message message,
        Schedule schedule,
        QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        if (_options.Mode == SchedulingMode.Levels)
            return await SendRoundedAsync(message, schedule, selection, null, cancellationToken).ConfigureAwait(false);
        string? withoutTimers = await FindBrokerWithoutTimersAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        if (withoutTimers is null)
        {
            try
            {
                SendReceipt receipt = await pipeline
                    .SendAsync(message.With(schedule.ToTimer()), selection, cancellationToken)
                    .ConfigureAwait(false);
                return new ScheduledReceipt(receipt, schedule.DueTime, null, receipt.RecallHandle);
            }
            catch (BrokerException refusal) when (SchedulingErrors.SaysTimersAreOff(refusal))
            {
                withoutTimers = refusal.BrokerName;
                Remember(refusal.BrokerName);
            }
        }
        return _options.Mode == SchedulingMode.Timers
            ? throw SchedulingErrors.NoTimers(message.Topic, withoutTimers)
            : await SendRoundedAsync(message, schedule, selection, withoutTimers, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<ScheduledReceipt> SendRoundedAsync(
        Message message,
        in Schedule schedule,
        in QueueSelection selection,
        string? withoutTimers,
        CancellationToken cancellationToken
    )
    {
        TimeSpan delay = schedule.Delay ?? schedule.DueTime - Now;
        return DelayLevels.RoundUp(delay) is { } level
            ? SendWithLevelAsync(message, level, selection, cancellationToken)
            : throw SchedulingErrors.BeyondLevels(message.Topic, delay, withoutTimers);
    }

    private async ValueTask<string?> FindBrokerWithoutTimersAsync(string topic, CancellationToken cancellationToken)
    {
        PublishRoute route = await pipeline.GetRouteAsync(topic, cancellationToken).ConfigureAwait(false);
        Exception? failure = null;
        bool isAnyKnown = false;
        foreach (Broker broker in route.Brokers)
        {
            if (broker.Master is not { } master)
                continue;
            try
            {
                if (master.Introduction is null)
                    await pipeline.Session.IntroduceAsync(master, pipeline.Settings.SendTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RemotingException or BrokerException)
            {
                failure = exception;
            }
            if (master.Introduction is not { } introduction)
                continue;
            isAnyKnown = true;
            if (introduction.RefusesTimers || introduction.ServerVersion < ProtocolVersion.SupportsTimers)
                return broker.Name;
        }
        return isAnyKnown ? null : throw SchedulingErrors.NoBrokerKnown(topic, failure);
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
