using System.Collections.Concurrent;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Peers;

/// <summary>
/// A fake server on an in-memory network: remembers every request, and answers each code as told, once-scripts before the standing
/// one. A code without script is answered REQUEST_CODE_NOT_SUPPORTED.
/// </summary>
internal class ScriptedServer(InMemoryNetwork network, string address) : IRequestProcessor, IAsyncDisposable
{
    private readonly ConcurrentDictionary<RequestCode, Action<RequestContext>> _always = new();
    private readonly ConcurrentDictionary<RequestCode, ConcurrentQueue<Action<RequestContext>>> _once = new();
    private readonly Lock _sync = new();
    private readonly List<ScriptedRequest> _received = [];
    private readonly List<(RequestCode Code, int Count, TaskCompletionSource Reached)> _waits = [];
    private RemotingListener? _listener;

    public string Address { get; } = address;

    public RemotingEndPoint EndPoint { get; } = RemotingEndPoint.Parse(address);

    /// <summary>The version that its answers name; takes effect with <see cref="Start"/>.</summary>
    public int Version { get; init; } = ProtocolVersion.Current;

    public IReadOnlyCollection<RemotingConnection> Connections => _listener?.Connections ?? [];

    public IReadOnlyList<ScriptedRequest> Received(RequestCode code)
    {
        lock (_sync)
            return [.. _received.Where(request => request.Code == code)];
    }

    /// <summary>Listens; may be called again after <see cref="StopAsync"/>.</summary>
    public void Start()
    {
        RemotingListenerOptions options = new() { Connection = new RemotingConnectionOptions { Version = Version } };
        _listener = RemotingListener.Start(network.Listen(EndPoint), options, this);
    }

    /// <summary>Stops listening and breaks all connections at once.</summary>
    public async ValueTask StopAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
            await listener.CloseAsync(new IOException($"{Address} was killed by the test."));
    }

    /// <summary>How every request of this code is answered from now on.</summary>
    public void Always(RequestCode code, Action<RequestContext> answer) => _always[code] = answer;

    /// <summary>How the next request of this code is answered; several calls form a queue.</summary>
    public void Once(RequestCode code, Action<RequestContext> answer) => _once.GetOrAdd(code, _ => new()).Enqueue(answer);

    /// <summary>Completes when that many requests of the code have been received; fails after 20 seconds.</summary>
    public Task WaitForAsync(RequestCode code, int count)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sync)
        {
            if (_received.Count(request => request.Code == code) >= count)
                reached.SetResult();
            else
                _waits.Add((code, count, reached));
        }
        return reached.Task.Within($"{Address} to receive {count} requests {code}");
    }

    public ValueTask ProcessAsync(RequestContext context)
    {
        Remember(ScriptedRequest.Copy(context.Request));
        if (
            _once.TryGetValue(context.Code, out ConcurrentQueue<Action<RequestContext>>? scripts)
            && scripts.TryDequeue(out Action<RequestContext>? once)
        )
            once(context);
        else if (_always.TryGetValue(context.Code, out Action<RequestContext>? always))
            always(context);
        else
            context.Reply(ResponseCode.RequestCodeNotSupported, $"{Address} has no script for {context.Code}");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => StopAsync();

    private void Remember(ScriptedRequest request)
    {
        lock (_sync)
        {
            _received.Add(request);
            int count = _received.Count(other => other.Code == request.Code);
            foreach ((RequestCode code, int awaited, TaskCompletionSource reached) in _waits)
            {
                if (code == request.Code && count >= awaited)
                    reached.TrySetResult();
            }
        }
    }
}
