using RocketMq.Transport;

namespace RocketMq.Routing;

/// <summary>The errors of route look-ups, worded in one place.</summary>
internal static class RouteErrors
{
    public static RocketMqException NotFound(string topic, IReadOnlyList<RemotingEndPoint> nameServers) =>
        new(
            RocketMqErrorReason.RouteNotFound,
            $"Topic '{topic}' has no route: asked the name server(s) {string.Join(", ", nameServers)}. "
                + $"Create the topic (Administration.CreateTopicAsync, or: rmq topic create {topic} --queues 8 "
                + $"--name-servers {string.Join(';', nameServers)}), "
                + "or check that its brokers run and register with these name servers.",
            isTransient: true
        );

    public static RocketMqException NoWritableQueue(string topic, IReadOnlyList<RemotingEndPoint> nameServers) =>
        new(
            RocketMqErrorReason.RouteNotFound,
            $"Topic '{topic}' has a route, but no queue that can be written: it is not writable (permission), has no write queues, or "
                + $"none of its brokers has a master. Asked the name server(s) {string.Join(", ", nameServers)}; "
                + $"see: mqadmin topicRoute -n {string.Join(';', nameServers)} -t {topic}.",
            isTransient: true
        );

    public static RocketMqException NameServersUnreachable(string request, IReadOnlyList<NameServerFailure> failures) =>
        new(
            RocketMqErrorReason.NameServerUnreachable,
            $"No name server could tell {request}. Asked: "
                + string.Join("; ", failures.Select(failure => $"{failure.Server} ({failure.Description})"))
                + ". Check RocketMqClientOptions.NameServers, that a name server runs there, and the network between.",
            isTransient: true,
            innerException: failures.LastOrDefault(failure => failure.Exception is not null).Exception
        );

    public static RocketMqException BrokerUnknown(string brokerName) =>
        new(
            RocketMqErrorReason.BrokerNotFound,
            $"Broker '{brokerName}' is not in any known route, or has no master there. It may have left the cluster or be restarting; "
                + "the routes are fetched again periodically.",
            isTransient: true
        );
}
