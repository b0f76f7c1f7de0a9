using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Requesting;

/// <summary>
/// Makes a producer known to every broker that may pass a reply on to it: those of the request's topic, and those that hold the reply topic
/// of its clusters, because a responder may send its reply to any of these.
/// </summary>
internal sealed partial class RequesterIntroductions(SendPipeline pipeline)
{
    // A broker that is down must not cost every request its time.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, RouteEntry> _replyRoutes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RemotingPeer, long> _failures = new();

    private ClientSession Session => pipeline.Session;

    public async ValueTask IntroduceAsync(string topic, CancellationToken cancellationToken)
    {
        PublishRoute route = await pipeline.GetRouteAsync(topic, cancellationToken).ConfigureAwait(false);
        List<Task>? pending = null;
        foreach (Broker broker in route.Brokers)
            Introduce(broker, ref pending, cancellationToken);
        foreach (BrokerData broker in route.Source.Data.BrokerDatas)
        {
            RouteEntry replies = await GetReplyRouteAsync(broker.Cluster, cancellationToken).ConfigureAwait(false);
            foreach (BrokerData holder in replies.Route?.Data.BrokerDatas ?? [])
                Introduce(Session.Brokers.GetOrAdd(holder.BrokerName), ref pending, cancellationToken);
        }
        if (pending is not null)
            await Task.WhenAll(pending).ConfigureAwait(false);
    }

    public void Close()
    {
        foreach (string topic in _replyRoutes.Keys)
            if (_replyRoutes.TryRemove(topic, out _))
                Session.Routes.Untrack(topic);
    }

    private async ValueTask<RouteEntry> GetReplyRouteAsync(string cluster, CancellationToken cancellationToken)
    {
        string topic = TopicRules.GetReplyTopic(cluster);
        if (_replyRoutes.TryGetValue(topic, out RouteEntry? known))
            return known;
        RouteEntry entry = Session.Routes.Track(topic);
        if (!_replyRoutes.TryAdd(topic, entry))
            Session.Routes.Untrack(topic);
        await Session.Routes.FindAsync(topic, cancellationToken).ConfigureAwait(false);
        return entry;
    }

    private void Introduce(Broker broker, ref List<Task>? pending, CancellationToken cancellationToken)
    {
        if (broker.Master is not { } master || IsKnown(master) || HasJustFailed(master))
            return;
        (pending ??= []).Add(IntroduceAsync(master, cancellationToken));
    }

    private bool IsKnown(RemotingPeer master) => master.Introduction is { } known && known.Registrations >= Session.Registrations;

    private bool HasJustFailed(RemotingPeer master) =>
        _failures.TryGetValue(master, out long failedAt) && Session.Time.GetElapsedTime(failedAt) < RetryPause;

    private async Task IntroduceAsync(RemotingPeer master, CancellationToken cancellationToken)
    {
        try
        {
            await Session.IntroduceAsync(master, Session.Settings.RequestTimeout, cancellationToken).ConfigureAwait(false);
            _failures.TryRemove(master, out _);
        }
        catch (Exception exception) when (exception is RemotingException or BrokerException)
        {
            _failures[master] = Session.Time.GetTimestamp();
            Log.NotIntroduced(pipeline.Logger, master.EndPoint, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2411,
            LogLevel.Warning,
            "Broker {Broker} could not be told of this producer; replies that go there will not arrive."
        )]
        public static partial void NotIntroduced(ILogger logger, RemotingEndPoint broker, Exception exception);
    }
}
