using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;

namespace RocketMq.Producing;

/// <summary>What one producer keeps about one topic: the encoded name, the turn, and the route as queues with brokers.</summary>
internal sealed class PublishTopic
{
    private readonly ClientSession _session;
    private readonly ProducerSettings _settings;
    private readonly RouteEntry _entry;
    private volatile PublishRoute? _current;
    private volatile RouteEntry? _templateEntry;
    private volatile Template? _template;
    private QueueTurn _turn = QueueTurn.StartAnywhere();

    public PublishTopic(string name, ClientSession session, ProducerSettings settings)
    {
        Name = name;
        WireName = session.Settings.Names.Wrap(name);
        NameText = Utf8Text.Encode(WireName);
        _session = session;
        _settings = settings;
        _entry = session.Routes.Track(WireName);
    }

    public string Name { get; }

    /// <summary>The name with the client's namespace.</summary>
    public string WireName { get; }

    /// <summary><see cref="WireName"/>, encoded.</summary>
    public Utf8Text NameText { get; }

    /// <summary>The route if it is known; neither waits nor, while it stays the same, allocates.</summary>
    public PublishRoute? TryGetRoute()
    {
        TopicRoute? source = _entry.Route ?? FromTemplate();
        if (source is null)
            return null;
        PublishRoute? current = _current;
        if (current?.Source != source)
            _current = current = new PublishRoute(source, _session.Brokers, _session.Settings.Names);
        return current.IsEmpty ? null : current;
    }

    /// <summary>The route; asked for if it is not known. A topic that does not exist gets the queues that a send would create.</summary>
    /// <exception cref="RocketMqException">The topic has no route and brokers do not create topics, or no name server answers.</exception>
    public async ValueTask<PublishRoute> GetRouteAsync(CancellationToken cancellationToken)
    {
        if (TryGetRoute() is { } known)
            return known;
        TopicRoute? route = await _session.Routes.FindAsync(WireName, cancellationToken).ConfigureAwait(false);
        if (route is null)
        {
            TopicRoute? template = await _session.Routes.FindAsync(_settings.CreateTopicKey, cancellationToken).ConfigureAwait(false);
            if (template is null)
                throw RouteErrors.NotFound(Name, _session.NameServers.Servers);
            UseTemplate();
        }
        return TryGetRoute() ?? throw RouteErrors.NoWritableQueue(Name, _session.NameServers.Servers);
    }

    /// <summary>Chooses the queue for a message.</summary>
    /// <exception cref="RocketMqException">The named queue is not in the route, the function chose none, or no broker is in the rooms.</exception>
    public PublishTarget Select(PublishRoute route, in QueueSelection selection, Message message, string? avoidBroker)
    {
        switch (selection.Kind)
        {
            case QueueSelectionKind.RoundRobin:
                return Choose(route, ref _turn, avoidBroker, rooms: null);
            case QueueSelectionKind.MachineRoom:
                return Choose(route, ref _turn, avoidBroker, selection.Rooms);
            case QueueSelectionKind.Random:
                QueueTurn anywhere = QueueTurn.StartAnywhere();
                return Choose(route, ref anywhere, avoidBroker, rooms: null);
            case QueueSelectionKind.Queue:
                return route.TryFind(selection.Queue, out PublishTarget target)
                    ? target
                    : throw SendErrors.QueueNotInRoute(selection.Queue, route.Queues);
            default:
                int index = selection.SelectIndex(route.Queues, message);
                return (uint)index < (uint)route.Queues.Count
                    ? route[index]
                    : throw SendErrors.SelectedOutside(index, route.Queues.Count, Name);
        }
    }

    private PublishTarget Choose(PublishRoute route, ref QueueTurn turn, string? avoidBroker, IReadOnlySet<string>? rooms)
    {
        QueueDemand demand = new(avoidBroker, _settings.FaultTolerance.Enabled ? _session.Time : null, rooms);
        return route.Choose(ref turn, demand) ?? throw SendErrors.NoBrokerInRooms(Name, rooms!, route.Queues);
    }

    public void Untrack()
    {
        _session.Routes.Untrack(WireName);
        if (_templateEntry is not null)
            _session.Routes.Untrack(_settings.CreateTopicKey);
    }

    private void UseTemplate()
    {
        RouteEntry entry = _session.Routes.Track(_settings.CreateTopicKey);
        if (Interlocked.CompareExchange(ref _templateEntry, entry, null) is not null)
            _session.Routes.Untrack(_settings.CreateTopicKey);
    }

    // The topic's own route wins as soon as a refresh finds it; until then the template follows its own refreshes.
    private TopicRoute? FromTemplate()
    {
        if (_templateEntry?.Route is not { } source)
            return null;
        Template? template = _template;
        if (template?.Source != source)
            _template = template = new Template(source, TopicRoute.FromTemplate(WireName, source, _settings.DefaultTopicQueueNums));
        return template.Route;
    }

    private sealed class Template(TopicRoute source, TopicRoute route)
    {
        public TopicRoute Source { get; } = source;
        public TopicRoute Route { get; } = route;
    }
}
