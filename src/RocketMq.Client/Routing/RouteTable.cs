using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Routing;

/// <summary>The routes of all topics in use. Reads of a known route neither wait nor allocate.</summary>
internal sealed partial class RouteTable
{
    // A topic that does not exist is asked for again and again by a busy sender; the name servers need not hear all of that.
    internal static readonly TimeSpan MissingRetention = TimeSpan.FromSeconds(1);

    // A restarted name server knows no topics until the brokers register again, which they do every 30 seconds.
    private const int MissedRefreshesBeforeRemoval = 4;

    private const int ConcurrentRefreshes = 8;

    private readonly ConcurrentDictionary<string, RouteEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _adopting = new();
    private readonly NameServerClient _nameServers;
    private readonly BrokerDirectory _brokers;
    private readonly ClientSettings _settings;
    private readonly CancellationToken _closing;
    private readonly ILogger _logger;

    public RouteTable(NameServerClient nameServers, BrokerDirectory brokers, ClientSettings settings, CancellationToken closing)
    {
        _nameServers = nameServers;
        _brokers = brokers;
        _settings = settings;
        _closing = closing;
        _logger = settings.LoggerFactory.CreateLogger("RocketMq.Routing.RouteTable");
    }

    /// <summary>A tracked topic has another route than before. Raised on pool threads, after the table has it.</summary>
    public event Action<string>? Changed;

    /// <summary>The topics that producers and consumers use.</summary>
    public IEnumerable<string> TrackedTopics => from entry in _entries.Values where IsTracked(entry) select entry.Topic;

    /// <summary>Keeps a topic's route fresh until <see cref="Untrack"/> was called as often.</summary>
    public RouteEntry Track(string topic)
    {
        while (true)
        {
            RouteEntry entry = GetEntry(topic);
            lock (entry.Sync)
            {
                // One that a refresh is dropping right now would never hear of a route again.
                if (entry.IsDropped)
                    continue;
                entry.TrackCount++;
                return entry;
            }
        }
    }

    public void Untrack(string topic)
    {
        if (!_entries.TryGetValue(topic, out RouteEntry? entry))
            return;
        lock (entry.Sync)
            entry.TrackCount = Math.Max(0, entry.TrackCount - 1);
    }

    /// <summary>The route of a topic; fetched if it is not known.</summary>
    /// <exception cref="RocketMqException">No route (RouteNotFound) or no name server (NameServerUnreachable).</exception>
    public async ValueTask<TopicRoute> GetAsync(string topic, CancellationToken cancellationToken) =>
        await FindAsync(topic, cancellationToken).ConfigureAwait(false) ?? throw RouteErrors.NotFound(topic, _nameServers.Servers);

    /// <summary>As <see cref="GetAsync"/>, but null when the name servers know no route.</summary>
    public ValueTask<TopicRoute?> FindAsync(string topic, CancellationToken cancellationToken)
    {
        RouteEntry entry = GetEntry(topic);
        if (entry.Route is { } route)
            return new(route);
        lock (entry.Sync)
        {
            if (entry.MissingSince != 0 && Elapsed(entry.MissingSince) < MissingRetention)
                return new((TopicRoute?)null);
        }
        return TryRefreshAsync(topic, cancellationToken);
    }

    /// <summary>Asks the name servers now (or joins a look-up under way); null when they know no route.</summary>
    /// <exception cref="RocketMqException">No name server gave a usable answer; a known route stays in use.</exception>
    public async ValueTask<TopicRoute?> TryRefreshAsync(string topic, CancellationToken cancellationToken)
    {
        RouteEntry entry = GetEntry(topic);
        Task<TopicRoute?> fetching;
        lock (entry.Sync)
            fetching = entry.Fetching ??= FetchAsync(entry);
        return await fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets that a topic was missing, for example because it was just created.</summary>
    public void ForgetMissing(string topic)
    {
        if (!_entries.TryGetValue(topic, out RouteEntry? entry))
            return;
        lock (entry.Sync)
            entry.MissingSince = 0;
    }

    /// <summary>Forgets a topic's route, for example because it was just deleted; the next use asks again.</summary>
    public void Forget(string topic)
    {
        if (_entries.TryGetValue(topic, out RouteEntry? entry))
            entry.Route = null;
    }

    /// <summary>Fetches every tracked topic again, drops the others, and forgets brokers that no route names any more.</summary>
    public async ValueTask RefreshAllAsync(CancellationToken cancellationToken)
    {
        foreach (RouteEntry entry in _entries.Values)
            DropIfUntracked(entry);
        try
        {
            await Parallel
                .ForEachAsync(
                    TrackedTopics.ToArray(),
                    new ParallelOptions { MaxDegreeOfParallelism = ConcurrentRefreshes, CancellationToken = cancellationToken },
                    async (topic, token) => await TryRefreshAsync(topic, token).ConfigureAwait(false)
                )
                .ConfigureAwait(false);
        }
        catch (RocketMqException exception)
        {
            // The known routes stay in use, and so do their brokers.
            Log.RefreshFailed(_logger, exception);
            return;
        }
        foreach (RemotingPeer unused in DropBrokersWithoutRoute())
            await unused.RetireAsync().ConfigureAwait(false);
    }

    private void DropIfUntracked(RouteEntry entry)
    {
        lock (entry.Sync)
        {
            if (entry.TrackCount > 0)
                return;
            entry.IsDropped = true;
            _entries.TryRemove(KeyValuePair.Create(entry.Topic, entry));
        }
    }

    private async Task<TopicRoute?> FetchAsync(RouteEntry entry)
    {
        // The caller holds the entry's lock, and must have stored this task before it can end.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            TopicRoute? fetched = await _nameServers.GetRouteAsync(entry.Topic, _closing).ConfigureAwait(false);
            if (Adopt(entry, fetched))
                OnChanged(entry.Topic);
            return entry.Route;
        }
        finally
        {
            lock (entry.Sync)
                entry.Fetching = null;
        }
    }

    // A route and its brokers come in together: otherwise the refresh could drop brokers whose route is about to arrive.
    private bool Adopt(RouteEntry entry, TopicRoute? fetched)
    {
        lock (_adopting)
        {
            if (fetched is not null)
                _brokers.Merge(fetched.Data.BrokerDatas);
            return Accept(entry, fetched);
        }
    }

    private IReadOnlyList<RemotingPeer> DropBrokersWithoutRoute()
    {
        lock (_adopting)
        {
            HashSet<string> named = new(StringComparer.Ordinal);
            foreach (RouteEntry entry in _entries.Values)
            {
                foreach (BrokerData broker in entry.Route?.Data.BrokerDatas ?? [])
                    named.Add(broker.BrokerName);
            }
            return _brokers.Retain(named);
        }
    }

    private bool Accept(RouteEntry entry, TopicRoute? fetched)
    {
        lock (entry.Sync)
        {
            if (fetched is not null)
            {
                entry.MissingSince = 0;
                entry.MissedRefreshes = 0;
                if (entry.Route is { } known && TopicRouteComparison.AreSame(known.Data, fetched.Data))
                    return false;
                entry.Route = fetched;
                return true;
            }
            entry.MissingSince = _settings.TimeProvider.GetTimestamp();
            if (entry.Route is null || ++entry.MissedRefreshes < MissedRefreshesBeforeRemoval)
                return false;
            Log.RouteDropped(_logger, entry.Topic, entry.MissedRefreshes);
            entry.Route = null;
            return true;
        }
    }

    private void OnChanged(string topic)
    {
        Log.RouteChanged(_logger, topic);
        Changed?.Invoke(topic);
    }

    private RouteEntry GetEntry(string topic) => _entries.GetOrAdd(topic, static name => new RouteEntry(name));

    private TimeSpan Elapsed(long since) => _settings.TimeProvider.GetElapsedTime(since);

    private static bool IsTracked(RouteEntry entry)
    {
        lock (entry.Sync)
            return entry.TrackCount > 0;
    }

    private static partial class Log
    {
        [LoggerMessage(2011, LogLevel.Information, "The route of topic {Topic} is new or has changed.")]
        public static partial void RouteChanged(ILogger logger, string topic);

        [LoggerMessage(2012, LogLevel.Warning, "The routes could not be refreshed; the known ones stay in use.")]
        public static partial void RefreshFailed(ILogger logger, Exception exception);

        [LoggerMessage(
            2013,
            LogLevel.Warning,
            "Topic {Topic} was unknown to the name servers {Count} times in a row; its route is dropped."
        )]
        public static partial void RouteDropped(ILogger logger, string topic, int count);
    }
}
