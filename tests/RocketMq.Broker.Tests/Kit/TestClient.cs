using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;

namespace RocketMq.Broker.Tests.Kit;

/// <summary>A bare client: one connection, one request at a time, and a record of what the broker sends on its own.</summary>
internal sealed class TestClient : IAsyncDisposable, IRequestProcessor
{
    private readonly ConcurrentQueue<string> _notices = new();
    private readonly SemaphoreSlim _noticed = new(0);
    private readonly Channel<TransactionQuestion> _questions = Channel.CreateUnbounded<TransactionQuestion>();
    private RemotingConnection? _connection;

    public RemotingConnection Connection => _connection!;

    /// <summary>The client's own address as the broker sees it.</summary>
    public string Address
    {
        get
        {
            var endPoint = (IPEndPoint)Connection.LocalEndPoint;
            return new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port).ToString();
        }
    }

    public string ClientId { get; init; } = "127.0.0.1@test";

    /// <summary>Before a question is taken and anything behind it is read, this is awaited.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    public static async Task<TestClient> ConnectAsync(
        string address,
        string clientId = "127.0.0.1@test",
        RemotingConnectionOptions? options = null,
        bool tls = false
    )
    {
        RemotingEndPoint.TryParse(address, out var endPoint).ShouldBeTrue(address);
        IConnectionFactory factory = new SocketConnectionFactory();
        if (tls)
            factory = new TlsConnectionFactory(factory, new TlsClientOptions { AcceptAnyServerCertificate = true });
        var transport = await factory.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        var client = new TestClient { ClientId = clientId };
        client._connection = new RemotingConnection(transport, options, client);
        client._connection.Start();
        return client;
    }

    public async Task<Answer> AskAsync<THeader>(THeader header, ReadOnlyMemory<byte> body = default, RequestCode? code = null)
        where THeader : struct, IRequestHeader<THeader>
    {
        using var response = await Connection.RequestAsync(header, body, Waiting.Limit, code, TestContext.Current.CancellationToken);
        return Answer.Of(response);
    }

    public Task<Answer> SendAsync(
        string topic,
        string body,
        int queueId = 0,
        string? tag = null,
        IReadOnlyDictionary<string, string>? properties = null
    )
    {
        var all = new Dictionary<string, string> { ["UNIQ_KEY"] = "7F0000010001" + Guid.NewGuid().ToString("N")[..20] };
        if (tag is not null)
            all["TAGS"] = tag;
        foreach (var (name, value) in properties ?? new Dictionary<string, string>())
            all[name] = value;
        return AskAsync(Header(topic, queueId, all), Encoding.UTF8.GetBytes(body));
    }

    public static SendMessageV2RequestHeader Header(string topic, int queueId, IReadOnlyDictionary<string, string> properties) =>
        new()
        {
            ProducerGroup = "test-producer",
            Topic = topic,
            DefaultTopic = TopicRules.AutoCreateTopic,
            DefaultTopicQueueNums = 4,
            QueueId = queueId,
            BornTimestamp = 1_700_000_000_000,
            Properties = TextOf(properties),
        };

    public static string TextOf(IReadOnlyDictionary<string, string> properties) =>
        string.Concat(properties.Select(pair => $"{pair.Key}\u0001{pair.Value}\u0002"));

    public static PullMessageRequestHeader PullHeader(string group, string topic, long offset, int queueId = 0) =>
        new()
        {
            ConsumerGroup = group,
            Topic = topic,
            QueueId = queueId,
            QueueOffset = offset,
            MaxMessageCount = 32,
            SysFlag = (int)PullSystemFlags.Subscription,
            Subscription = "*",
            ExpressionType = "TAG",
        };

    public Task<Answer> PullAsync(
        string group,
        string topic,
        long offset,
        int queueId = 0,
        string expression = "*",
        TimeSpan? wait = null
    ) =>
        AskAsync(
            PullHeader(group, topic, offset, queueId) with
            {
                Subscription = expression,
                SysFlag = (int)(PullSystemFlags.Subscription | (wait is null ? PullSystemFlags.None : PullSystemFlags.Suspend)),
                SuspendTimeoutMillis = (long)(wait?.TotalMilliseconds ?? 0),
            }
        );

    public Task<Answer> HeartbeatAsync(
        string group,
        string topic,
        string expression = "*",
        long version = 1,
        MessageModel model = MessageModel.Clustering
    ) =>
        HeartbeatAsync(
            new ConsumerData
            {
                GroupName = group,
                MessageModel = model,
                SubscriptionDataSet = [TagExpression.Parse(expression).ToSubscription(topic, version)],
            }
        );

    public Task<Answer> HeartbeatAsync(ConsumerData consumer) =>
        AskAsync(
            default(HeartbeatRequestHeader),
            new HeartbeatData
            {
                ClientId = ClientId,
                ConsumerDataSet = [consumer],
                ProducerDataSet = [new ProducerData { GroupName = "test-producer" }],
            }.ToUtf8Bytes()
        );

    /// <summary>The group named by the next change notice.</summary>
    public async Task<string> NextNoticeAsync()
    {
        (await _noticed.WaitAsync(Waiting.Limit, TestContext.Current.CancellationToken)).ShouldBeTrue("no change notice came");
        _notices.TryDequeue(out var group).ShouldBeTrue();
        return group!;
    }

    /// <summary>The next half message that the broker asks about.</summary>
    public Task<TransactionQuestion> NextQuestionAsync() =>
        _questions.Reader.ReadAsync(TestContext.Current.CancellationToken).Within("a question about a half message");

    /// <summary>How many questions came that no test has taken.</summary>
    public int PendingQuestions => _questions.Reader.Count;

    /// <summary>The header format of the latest notice.</summary>
    public HeaderFormat LastNoticeFormat { get; private set; }

    public int PendingNotices => _notices.Count;

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    ValueTask IRequestProcessor.ProcessAsync(RequestContext context)
    {
        Reading.Wait(Waiting.Limit);
        if (context.Code == RequestCode.CheckTransactionState)
            _questions.Writer.TryWrite(TransactionQuestion.Of(context.Request));
        if (context.Code == RequestCode.NotifyConsumerIdsChanged)
        {
            LastNoticeFormat = context.Request.Format;
            _notices.Enqueue(context.Request.ReadHeader<NotifyConsumerIdsChangedRequestHeader>().ConsumerGroup.ToString());
            _noticed.Release();
        }
        return ValueTask.CompletedTask;
    }
}
