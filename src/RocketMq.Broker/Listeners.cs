using System.Net;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker;

/// <summary>The two ports of a running broker.</summary>
internal sealed class Listeners
{
    private readonly RemotingListener _nameServer;
    private readonly RemotingListener _broker;

    private Listeners(RemotingListener nameServer, RemotingListener broker)
    {
        _nameServer = nameServer;
        _broker = broker;
    }

    public int Connections => _broker.Connections.Count;

    /// <summary>Takes the port of an end point before anything can answer on it.</summary>
    /// <exception cref="EmbeddedBrokerException">It cannot be listened on.</exception>
    public static ITransportAcceptor Bind(IPEndPoint endPoint, string option)
    {
        try
        {
            return RemotingListener.Bind(new RemotingListenerOptions { EndPoint = endPoint });
        }
        catch (ListenFailedException failure)
        {
            var reason = failure.IsInUse ? "another program listens there" : failure.Message;
            throw new EmbeddedBrokerException(
                $"The embedded broker cannot listen on port {endPoint.Port} of {endPoint.Address}: {reason}. "
                    + $"Stop that program, or set {option} to another port or to 0 for any free one.",
                failure
            );
        }
    }

    public static Listeners Start(ITransportAcceptor nameServer, ITransportAcceptor broker, BrokerNode node, BrokerSettings settings)
    {
        var options = new RemotingListenerOptions
        {
            Connection = new RemotingConnectionOptions
            {
                // Answers have the format of their request. What the broker asks of its own accord must suit clients that
                // know JSON headers only, such as those for Node.
                HeaderFormat = HeaderFormat.Json,
                TimeProvider = settings.Time,
                Logger = settings.Loggers.CreateLogger<RemotingConnection>(),
            },
            Tls = settings.Tls,
        };
        return new Listeners(
            RemotingListener.Start(nameServer, options, node.NameServer),
            RemotingListener.Start(broker, options, node.Broker, node)
        );
    }

    /// <param name="reason">Null closes in an orderly way; anything else breaks the connections at once.</param>
    public async ValueTask CloseAsync(Exception? reason)
    {
        await _nameServer.CloseAsync(reason).ConfigureAwait(false);
        await _broker.CloseAsync(reason).ConfigureAwait(false);
    }
}
