using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq;

/// <summary>Requests to the masters of brokers, with every failure told in the terms of the client.</summary>
internal sealed class BrokerCalls(ClientSession session)
{
    /// <summary>Asks the broker of a queue; its route is looked up if the broker is not known.</summary>
    /// <param name="queue">The queue that the question is about.</param>
    /// <param name="header">The question.</param>
    /// <param name="request">The same in words, to continue "Broker X refused".</param>
    /// <param name="read">Reads the answer, whatever its code.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<TResult> AskAsync<THeader, TResult>(
        MessageQueue queue,
        THeader header,
        string request,
        Func<RemotingResponse, TResult> read,
        CancellationToken cancellationToken
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        ObjectDisposedException.ThrowIf(session.IsDisposed, typeof(RocketMqClient));
        if (
            session.Brokers.Find(queue.BrokerName)?.Master is null
            && await session.Routes.TryRefreshAsync(session.Settings.Names.Wrap(queue.Topic), cancellationToken).ConfigureAwait(false)
                is null
        )
            throw RouteErrors.NotFound(queue.Topic, session.NameServers.Servers);
        return await AskAsync(queue.BrokerName, header, request, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks a broker by name.</summary>
    public async ValueTask<TResult> AskAsync<THeader, TResult>(
        string brokerName,
        THeader header,
        string request,
        Func<RemotingResponse, TResult> read,
        CancellationToken cancellationToken
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        try
        {
            using RemotingResponse response = await session
                .CallBrokerAsync(brokerName, header, default, session.Settings.RequestTimeout, cancellationToken)
                .ConfigureAwait(false);
            return read(response);
        }
        catch (Exception exception) when (exception is RemotingException or ProtocolException)
        {
            throw RemotingErrors.Wrap(exception, brokerName, request);
        }
    }
}
