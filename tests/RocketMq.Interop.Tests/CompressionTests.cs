using System.Text;

namespace RocketMq.Interop.Tests;

public sealed class CompressionTests
{
    private static CancellationToken Cancellation => RealCluster.Cancellation;

    [Theory]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    [InlineData(CompressionType.Zlib)]
    public async Task Compressed_bodies_arrive_as_they_were(CompressionType type)
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync();
        string[] bodies =
        [
            .. Enumerable.Range(1, 20).Select(number => string.Concat(Enumerable.Repeat($"№ {number} 压缩;", 400 * number))),
        ];
        var arrivals = new Arrivals<string>(bodies.Length);
        await cluster.StartConsumerAsync(
            (message, _) =>
            {
                arrivals.Add(Encoding.UTF8.GetString(message.Body.Span));
                return new(ConsumeResult.Success);
            }
        );

        Producer producer = cluster.Own(
            cluster.Client.CreateProducer(
                new()
                {
                    Group = cluster.Group,
                    Compression = new() { Type = type },
                }
            )
        );
        foreach (string body in bodies)
            await producer.SendAsync(new Message(cluster.Topic, Encoding.UTF8.GetBytes(body)), Cancellation).Within("a send");

        await arrivals.Complete.Within("all messages");
        arrivals.All.ShouldBe(bodies, ignoreOrder: true);
    }
}
