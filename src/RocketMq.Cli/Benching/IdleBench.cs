using RocketMq.Cli.Commands;

namespace RocketMq.Cli.Benching;

/// <summary>Lets a push consumer wait at an empty topic.</summary>
internal static class IdleBench
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    internal static async Task<IdleReport> RunAsync(
        IReadOnlyList<string> nameServers,
        int queues,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        string topic = $"rmq-bench-idle-{Guid.NewGuid():N}";
        await using RocketMqClient client = new(new() { NameServers = [.. nameServers] });
        await client.Administration.CreateTopicAsync(new(topic) { WriteQueues = queues }, cancellationToken);
        try
        {
            return await MeasureAsync(client, topic, queues, duration, cancellationToken);
        }
        finally
        {
            await client.Administration.DeleteTopicAsync(topic, CancellationToken.None);
        }
    }

    private static async Task<IdleReport> MeasureAsync(
        RocketMqClient client,
        string topic,
        int queues,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        PushConsumerOptions options = new() { Group = topic };
        await using PushConsumer consumer = client.CreatePushConsumer(options.Subscribe(topic), Ignore);
        await consumer.StartAsync(cancellationToken);
        int assigned = consumer.AssignedQueues.Count(queue => queue.Topic == topic);
        if (assigned < queues)
        {
            throw new BenchException($"only {assigned} of {queues} queues of topic '{topic}' were taken over; are all brokers reachable?");
        }
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        ResourceMeter meter = ResourceMeter.Start();
        await Task.Delay(duration, TimeProvider.System, cancellationToken);
        return meter.StopIdle(assigned);
    }

    private static ValueTask<ConsumeResult> Ignore(ReceivedMessage message, CancellationToken cancellationToken) =>
        new(ConsumeResult.Success);
}
