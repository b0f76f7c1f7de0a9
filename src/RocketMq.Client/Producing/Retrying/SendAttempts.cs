using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>The attempts of one send that is not done at the first stroke: what failed so far, and what to try next.</summary>
internal sealed class SendAttempts(SendOperation operation)
{
    // Lets the name servers' own time limit, whose error names each server, come before the send's.
    private static readonly TimeSpan RouteGrace = TimeSpan.FromMilliseconds(100);

    private readonly List<SendFailure> _failures = [];
    private SendReceipt? _reserved;
    private Exception? _lastFailure;
    private string? _avoidBroker;
    private int _count;

    private ProducerSettings Settings => operation.Pipeline.Settings;

    private ClientSession Session => operation.Pipeline.Session;

    private CancellationToken CancellationToken => operation.CancellationToken;

    /// <summary>
    /// An attempt gets what remains; half of it while another attempt could go to another broker; never more than the attempt's own
    /// limit while there is another one.
    /// </summary>
    public static TimeSpan LimitAttempt(TimeSpan remaining, ProducerSettings settings, bool canTryAgain, bool canGoElsewhere)
    {
        if (!canTryAgain)
            return remaining;
        TimeSpan limit = canGoElsewhere ? remaining / 2 : remaining;
        return settings.AttemptTimeout < limit ? settings.AttemptTimeout.Value : limit;
    }

    /// <summary>Counts an attempt whose request failed or was refused.</summary>
    public void AddFailure(Broker broker, Exception failure)
    {
        _count++;
        _avoidBroker = broker.Name;
        _lastFailure = failure;
        _failures.Add(new SendFailure(broker.Name, failure));
        if (RetryRules.IsThrottled(failure))
            operation.Pipeline.Counters.AddThrottled();
        operation.Pipeline.Judge?.OnFailed(broker, failure, operation.Topic.WireName);
    }

    /// <summary>Counts an attempt that stored the message less safely than the producer wants.</summary>
    public void AddReserved(in SendReceipt receipt)
    {
        _count++;
        _avoidBroker = receipt.Queue.BrokerName;
        _lastFailure = null;
        _reserved = receipt;
    }

    /// <summary>Tries until an attempt is accepted, the attempts or the time are used up, or trying again cannot help.</summary>
    public async ValueTask<SendReceipt> RunAsync()
    {
        while (CanTryAgain())
        {
            PublishRoute route;
            PublishTarget target;
            try
            {
                route = await GetRouteAsync().ConfigureAwait(false);
                target = Select(route);
            }
            catch (RocketMqException exception) when (_count > 0)
            {
                // What became of the attempts before counts for more than why there cannot be another one.
                _failures.Add(new SendFailure("no further broker", exception));
                break;
            }
            await PauseBeforeRetryAsync(target).ConfigureAwait(false);
            if (operation.Remaining <= TimeSpan.Zero)
                break;
            if (_count > 0)
                operation.Pipeline.Counters.AddRetry();
            try
            {
                SendAnswer answer = await AttemptAsync(route, target).ConfigureAwait(false);
                if (answer.Receipt is not { } receipt)
                    AddFailure(target.Broker, answer.ToException(operation.Topic.Name));
                else if (operation.IsFinal(answer))
                    return receipt;
                else
                    AddReserved(receipt);
            }
            catch (Exception exception) when (exception is RemotingException or ProtocolException or RocketMqException)
            {
                AddFailure(target.Broker, exception);
            }
        }
        return _reserved ?? throw Outcome();
    }

    /// <summary>Hands the message to a connection, once.</summary>
    public async ValueTask RunOneWayAsync()
    {
        PublishRoute route = await GetRouteAsync().ConfigureAwait(false);
        PublishTarget target = Select(route);
        try
        {
            RemotingPeer master = await GetMasterAsync(target).ConfigureAwait(false);
            RemotingConnection connection = await master.ConnectAsync(operation.Remaining, CancellationToken).ConfigureAwait(false);
            await SendRequests.TransmitOneWayAsync(operation, connection, target).ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            AddFailure(target.Broker, exception);
            throw Outcome();
        }
    }

    private bool CanTryAgain()
    {
        if (_count == 0)
            return true;
        return _count <= Settings.Retries
            && operation.Remaining > TimeSpan.Zero
            && (_lastFailure is null || Settings.RetryRules.CanRetry(_lastFailure, operation.Selection.IsFixed));
    }

    private Exception Outcome()
    {
        bool outOfTime = operation.Remaining <= TimeSpan.Zero && _lastFailure is not BrokerException;
        return outOfTime
            ? SendErrors.TimedOut(operation.Topic.Name, _failures, Settings.SendTimeout)
            : SendErrors.Failed(operation.Topic.Name, _failures, operation.Elapsed);
    }

    private async ValueTask<PublishRoute> GetRouteAsync()
    {
        if (operation.Topic.TryGetRoute() is { } known)
            return known;
        try
        {
            return await operation
                .Topic.GetRouteAsync(CancellationToken)
                .AsTask()
                .WaitAsync(TimeForRoute, operation.Pipeline.Time, CancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw SendErrors.RouteTimedOut(operation.Topic.Name, Session.NameServers.Servers, Settings.SendTimeout);
        }
    }

    // Making a large message ready can use up the whole time on a busy machine.
    private TimeSpan TimeForRoute => (operation.Remaining > TimeSpan.Zero ? operation.Remaining : TimeSpan.Zero) + RouteGrace;

    // A fixed queue stays what it was; only a turn may go on to another broker.
    private PublishTarget Select(PublishRoute route) =>
        _count == 0 || operation.Selection.IsFixed
            ? operation.Select(route)
            : operation.Topic.Select(route, operation.Selection, operation.Message, _avoidBroker);

    private async ValueTask PauseBeforeRetryAsync(PublishTarget target)
    {
        // A busy cluster gets less to do, wherever the retry goes; a broker that hung up on this send is not back at once.
        if (
            !RetryRules.IsThrottled(_lastFailure)
            && !_failures.Exists(failure => failure.Broker == target.Broker.Name && HungUp(failure.Exception))
        )
            return;
        TimeSpan pause = RetryPause.Shortest * _count;
        if (pause > operation.Remaining / 2)
            pause = operation.Remaining / 2;
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, operation.Pipeline.Time, CancellationToken).ConfigureAwait(false);
    }

    private static bool HungUp(Exception? failure) =>
        failure is RemotingException { Reason: RemotingFailure.ConnectFailed or RemotingFailure.ConnectionClosed };

    private async ValueTask<SendAnswer> AttemptAsync(PublishRoute route, PublishTarget target)
    {
        RemotingPeer master = await GetMasterAsync(target).ConfigureAwait(false);
        bool canGoElsewhere = !operation.Selection.IsFixed && route.HasSeveralBrokers;
        TimeSpan limit = LimitAttempt(operation.Remaining, Settings, canTryAgain: _count < Settings.Retries, canGoElsewhere);
        TimeSpan before = operation.Elapsed;
        RemotingConnection connection = operation.Message.System is { NeedsTimers: true }
            ? await ConnectWithTimersAsync(target, master, limit).ConfigureAwait(false)
            : await master.ConnectAsync(limit, CancellationToken).ConfigureAwait(false);
        TimeSpan left = limit - (operation.Elapsed - before);
        if (left <= TimeSpan.Zero)
            throw master.TimedOutConnecting(limit);
        TimeSpan transmitted = operation.Elapsed;
        using RemotingResponse response = await SendRequests.TransmitAsync(operation, connection, target, left).ConfigureAwait(false);
        SendAnswer answer = SendAnswer.Read(response, operation, target);
        if (answer.Receipt is not null)
            operation.Pipeline.Judge?.OnAnswered(target.Broker, operation.Elapsed - transmitted);
        return answer;
    }

    // Before 5.0 a broker takes a message with a time for an ordinary one: what is not known to have timers must not get it.
    private async ValueTask<RemotingConnection> ConnectWithTimersAsync(PublishTarget target, RemotingPeer master, TimeSpan limit)
    {
        if (master.Introduction is null)
            await Session.IntroduceAsync(master, limit, CancellationToken).ConfigureAwait(false);
        if (master.Introduction is not { } known)
            throw SchedulingErrors.LostWhileAsked(master.EndPoint);
        return known.HasTimers ? known.Connection : throw SchedulingErrors.NoTimers(operation.Topic.Name, target.Broker.Name);
    }

    // A route may name a broker without an address for a moment while its master changes.
    private async ValueTask<RemotingPeer> GetMasterAsync(PublishTarget target)
    {
        if (target.Broker.Master is { } known)
            return known;
        await Session.Routes.TryRefreshAsync(operation.Topic.WireName, CancellationToken).ConfigureAwait(false);
        return target.Broker.Master ?? throw RouteErrors.BrokerUnknown(target.Broker.Name);
    }
}
