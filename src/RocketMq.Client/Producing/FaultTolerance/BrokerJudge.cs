using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Turns what a producer's attempts met into what its session holds against brokers.</summary>
internal sealed class BrokerJudge(FaultToleranceSettings settings, ClientSession session) : IAsyncDisposable
{
    private static readonly TimeSpan LatencyOfFailure = TimeSpan.FromSeconds(10);

    private readonly ReachabilityDetector? _detector = settings.DetectorEnabled ? new ReachabilityDetector(settings, session) : null;

    /// <summary>A broker stored a message after that time.</summary>
    public void OnAnswered(Broker broker, TimeSpan latency)
    {
        broker.Health.MarkReachable();
        TimeSpan unavailable = settings.UnavailableFor(latency);
        if (unavailable > TimeSpan.Zero)
            broker.Health.Isolate(unavailable, session.Time);
    }

    /// <summary>An attempt failed; the topic is what the broker can be asked about later.</summary>
    public void OnFailed(Broker broker, Exception failure, string topic)
    {
        switch (failure)
        {
            case BrokerException refusal:
                // Whoever refuses is there.
                broker.Health.MarkReachable();
                if (IsTheBrokersFault(refusal))
                    Isolate(broker);
                break;
            case RemotingException remoting when IsTheBrokersFault(remoting.Reason):
                Isolate(broker);
                // Without a detector nobody would find out when it is back.
                _detector?.Watch(broker, topic);
                break;
        }
    }

    public ValueTask DisposeAsync() => _detector?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Isolate(Broker broker) => broker.Health.Isolate(settings.UnavailableFor(LatencyOfFailure), session.Time);

    // Except where its words are about users or timers, which are of the request.
    private static bool IsTheBrokersFault(BrokerException refusal) =>
        ResponseCodeTraits.Of(refusal.Code).IsBrokersFault && !refusal.IsAccessRefused && !SchedulingErrors.SaysTimersAreOff(refusal);

    // Full correlation slots and too large frames are this client's own doing.
    private static bool IsTheBrokersFault(RemotingFailure reason) =>
        reason is not (RemotingFailure.Overloaded or RemotingFailure.FrameTooLarge);
}
