namespace RocketMq.Routing;

/// <summary>What the route table knows about one topic. All members except <see cref="Route"/> are guarded by <see cref="Sync"/>.</summary>
internal sealed class RouteEntry(string topic)
{
    private volatile TopicRoute? _route;

    public string Topic { get; } = topic;

    public Lock Sync { get; } = new();

    /// <summary>The last known route, or null. Read without the lock on the hot path.</summary>
    public TopicRoute? Route
    {
        get => _route;
        set => _route = value;
    }

    /// <summary>How many producers and consumers want this route kept fresh.</summary>
    public int TrackCount { get; set; }

    /// <summary>Whether the table has another entry for the topic, or none, by now.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The look-up that is under way; later callers join it.</summary>
    public Task<TopicRoute?>? Fetching { get; set; }

    /// <summary>When the route was last confirmed, as a timestamp of the clock.</summary>
    public long ConfirmedAt { get; set; }

    /// <summary>When the name servers last said that they know no route; 0 if the last answer was a route.</summary>
    public long MissingSince { get; set; }

    /// <summary>How many refreshes in a row found no route.</summary>
    public int MissedRefreshes { get; set; }
}
