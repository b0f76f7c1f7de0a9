using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Benchmarks.Transport;

/// <summary>This project's connection.</summary>
internal sealed class StagedContestant : IContestant
{
    private readonly RemotingConnection _connection;

    private StagedContestant(RemotingConnection connection) => _connection = connection;

    public string Name => "RocketMq.Transport";

    public long Sends => _connection.Statistics.Sends;

    public static async Task<StagedContestant> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var endPoint = new RemotingEndPoint("127.0.0.1", port);
        var connection = new RemotingConnection(await new SocketConnectionFactory().ConnectAsync(endPoint, cancellationToken));
        connection.Start();
        return new StagedContestant(connection);
    }

    public async Task CallAsync(Caller caller)
    {
        while (!caller.IsOver)
        {
            using RemotingResponse response = await _connection.RequestAsync(
                BenchmarkRequest.Header,
                BenchmarkRequest.Body,
                BenchmarkRequest.Timeout
            );
            caller.Count(response.ReadHeader<SendMessageResponseHeader>().QueueOffset);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
