using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Routing;

/// <summary>Asks the name servers: the last good one first, and at once the next when one fails, within one time budget.</summary>
internal sealed partial class NameServerClient : IAsyncDisposable
{
    private readonly RemotingPeer[] _servers;
    private readonly ClientSettings _settings;
    private readonly ILogger _logger;
    private int _preferred;

    public NameServerClient(ClientSettings settings, Func<RemotingEndPoint, RemotingPeer> connect)
    {
        _settings = settings;
        _logger = settings.LoggerFactory.CreateLogger("RocketMq.Routing.NameServerClient");
        _servers = [.. settings.NameServers.Select(connect)];
        // Many clients of one configuration should not all begin with the same server.
        _preferred = Random.Shared.Next(_servers.Length);
    }

    public IReadOnlyList<RemotingEndPoint> Servers => _settings.NameServers;

    /// <summary>Fetches a topic's route; null when the name servers that answer know none.</summary>
    public ValueTask<TopicRoute?> GetRouteAsync(string topic, CancellationToken cancellationToken) =>
        AskAsync(
            new GetRouteInfoRequestHeader { Topic = topic, AcceptStandardJsonOnly = true },
            $"the route of topic '{topic}'",
            response => TopicRoute.From(topic, TopicRouteData.Parse(response.Body.Span)),
            cancellationToken
        );

    /// <summary>
    /// Asks one server after the other until one answers with a result. Returns null when at least one said TOPIC_NOT_EXIST and
    /// none had a result: a server that has just started knows no topics yet, so its "no" is not final while others are left.
    /// </summary>
    /// <exception cref="RocketMqException">No server gave a usable answer.</exception>
    public async ValueTask<TAnswer?> AskAsync<THeader, TAnswer>(
        THeader header,
        string request,
        Func<RemotingResponse, TAnswer> read,
        CancellationToken cancellationToken
    )
        where THeader : struct, IRequestHeader<THeader>
        where TAnswer : class
    {
        TimeProvider time = _settings.TimeProvider;
        long start = time.GetTimestamp();
        int first = Volatile.Read(ref _preferred);
        bool saidMissing = false;
        List<NameServerFailure> failures = [];
        for (int turn = 0; turn < _servers.Length; turn++)
        {
            int index = (first + turn) % _servers.Length;
            RemotingPeer server = _servers[index];
            // A server that hangs costs its share, not the whole budget; one that refuses leaves its share to the others.
            TimeSpan share = (_settings.RequestTimeout - time.GetElapsedTime(start)) / (_servers.Length - turn);
            try
            {
                using RemotingResponse response = await server
                    .RequestAsync(header, default, share, cancellationToken)
                    .ConfigureAwait(false);
                if (response.Code == ResponseCode.Success)
                {
                    TAnswer answer = read(response);
                    Volatile.Write(ref _preferred, index);
                    return answer;
                }
                if (response.Code == ResponseCode.TopicNotExist)
                    saidMissing = true;
                else
                    failures.Add(new(server.EndPoint, $"answered {response.Code}: {response.Remark}", null));
            }
            catch (RemotingException exception)
            {
                failures.Add(new(server.EndPoint, exception.Message, exception));
            }
            catch (ProtocolException exception)
            {
                failures.Add(new(server.EndPoint, $"its answer cannot be read: {exception.Message}", exception));
            }
        }
        foreach (NameServerFailure failure in failures)
            Log.ServerFailed(_logger, failure.Server, request, failure.Description);
        return saidMissing ? null : throw RouteErrors.NameServersUnreachable(request, failures);
    }

    /// <summary>Tells every name server the same; they do not tell each other.</summary>
    /// <exception cref="RocketMqException">At least one did not confirm; the others may have.</exception>
    public async ValueTask TellAllAsync<THeader>(THeader header, string request, CancellationToken cancellationToken)
        where THeader : struct, IRequestHeader<THeader>
    {
        List<NameServerFailure> failures = [];
        foreach (RemotingPeer server in _servers)
        {
            try
            {
                using RemotingResponse response = await server
                    .RequestAsync(header, default, _settings.RequestTimeout, cancellationToken)
                    .ConfigureAwait(false);
                if (response.Code != ResponseCode.Success)
                    failures.Add(new(server.EndPoint, $"answered {response.Code}: {response.Remark}", null));
            }
            catch (RemotingException exception)
            {
                failures.Add(new(server.EndPoint, exception.Message, exception));
            }
        }
        if (failures.Count > 0)
            throw RouteErrors.NameServersUnreachable(request, failures);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RemotingPeer server in _servers)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "Name server {Server} did not tell {Request}: {Failure}.")]
        public static partial void ServerFailed(ILogger logger, RemotingEndPoint server, string request, string failure);
    }
}
