using System.Globalization;
using System.Text;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing.Compressing;

public sealed class CompressionTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 400).Select(line => $"line {line} 压缩;"))
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CompressionType.Lz4, SystemFlags.CompressionLz4)]
    [InlineData(CompressionType.Zstd, SystemFlags.CompressionZstd)]
    [InlineData(CompressionType.Zlib, SystemFlags.CompressionZlib)]
    public async Task A_large_body_travels_compressed_as_configured_and_a_hopeless_one_does_not(CompressionType type, SystemFlags expected)
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { Compression = new() { Type = type } });
        byte[] noise = new byte[5000];
        new Random(1).NextBytes(noise);
        await producer.SendAsync(new Message("orders", Text), Cancellation).Within("the text");
        await producer.SendAsync(new Message("orders", noise), Cancellation).Within("the noise");
        await producer.SendAsync(new Message("orders", Text.AsMemory(0, 4095)), Cancellation).Within("the short text");

        IReadOnlyList<ScriptedRequest> sends = cluster.Broker("broker-a").Sends;
        FlagsOf(sends[0]).ShouldBe(SystemFlags.Compressed | expected);
        sends[0].Body.Length.ShouldBeLessThan(Text.Length / 2);
        MessageCompression.Decompress(sends[0].Body, expected, Text.Length).ShouldBe(Text);
        FlagsOf(sends[1]).ShouldBe(SystemFlags.None);
        sends[1].Body.ShouldBe(noise);
        FlagsOf(sends[2]).ShouldBe(SystemFlags.None);
    }

    [Fact]
    public async Task The_threshold_and_the_level_count()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        Producer eager = client.CreateProducer(
            new()
            {
                Group = "eager",
                Compression = new() { Threshold = 100, Level = 9 },
            }
        );
        Producer fast = client.CreateProducer(
            new()
            {
                Group = "fast",
                Compression = new() { Threshold = 100, Level = 1 },
            }
        );
        Producer never = client.CreateProducer(
            new()
            {
                Group = "never",
                Compression = new() { Threshold = int.MaxValue },
            }
        );
        ReadOnlyMemory<byte> body = Text.AsMemory(0, 2000);
        foreach (Producer producer in (Producer[])[eager, fast, never])
            await producer.SendAsync(new Message("orders", body), Cancellation).Within("a send");

        IReadOnlyList<ScriptedRequest> sends = cluster.Broker("broker-a").Sends;
        sends[0].Body.Length.ShouldBeLessThan(sends[1].Body.Length);
        sends[1].Body.Length.ShouldBeLessThan(body.Length);
        sends[2].Body.ShouldBe(body.ToArray());
    }

    [Fact]
    public async Task Compressed_bodies_of_reused_memory_stay_apart()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { Compression = new() { Type = CompressionType.Lz4 } });
        byte[][] bodies =
        [
            .. Enumerable.Range(0, 200).Select(number => Encoding.ASCII.GetBytes(new string((char)('a' + (number % 26)), 5000 + number))),
        ];
        await Task.WhenAll(bodies.Select(body => producer.SendAsync(new Message("orders", body), Cancellation).AsTask()))
            .Within("200 sends");

        cluster
            .Broker("broker-a")
            .Sends.Select(send => MessageCompression.Decompress(send.Body, FlagsOf(send), 10_000))
            .OrderBy(body => body.Length)
            .ShouldBe(bodies);
    }

    [Theory]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    [InlineData(CompressionType.Zlib)]
    public async Task A_consumer_gets_the_body_as_it_was(CompressionType type)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        Producer producer = cluster
            .CreateClient()
            .CreateProducer(
                new()
                {
                    Group = "dense",
                    Compression = new() { Type = type },
                }
            );
        var received = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer consumer = cluster.CreateConsumer(
            TestCluster.Options(),
            (message, _) =>
            {
                received.TrySetResult(message.Detach());
                return new(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");

        await producer.SendAsync(new Message(TestCluster.Topic, Text), Cancellation).Within("the send");

        (await received.Task.Within("the message")).Body.ToArray().ShouldBe(Text);
    }

    [Fact]
    public void Options_are_checked_and_copied()
    {
        CompressionOptions options = new() { Type = CompressionType.Zstd, Level = 9 };
        CompressionSettings settings = CompressionSettings.From(options);
        options.Level = 1;
        settings.ShouldBe(new CompressionSettings(SystemFlags.CompressionZstd, 4096, 9));

        Should.Throw<ArgumentOutOfRangeException>(() => CompressionSettings.From(new() { Level = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => CompressionSettings.From(new() { Level = 10 }));
        Should.Throw<ArgumentOutOfRangeException>(() => CompressionSettings.From(new() { Threshold = -1 }));
        Should
            .Throw<ArgumentOutOfRangeException>(() => CompressionSettings.From(new() { Type = (CompressionType)0 }))
            .Message.ShouldContain("Threshold to int.MaxValue");
    }

    private static SystemFlags FlagsOf(ScriptedRequest send) => (SystemFlags)int.Parse(send.Fields["f"], CultureInfo.InvariantCulture);
}
