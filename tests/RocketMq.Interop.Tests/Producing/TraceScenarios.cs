namespace RocketMq.Interop.Tests.Producing;

/// <summary>Message trace (P35).</summary>
public sealed class TraceScenarios
{
    private const char FieldEnd = '\u0001';
    private const char RecordEnd = '\u0002';

    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory, OnEachCluster]
    public async Task P35_a_send_and_its_recall_are_traced_with_group_message_and_outcome(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        string orders = $"{cluster.Topic}-orders";
        await cluster.CreateTopicAsync(orders);
        // The scenario's own topic holds the trace, so that its consumer reads that.
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        RocketMqClient traced = cluster.CreateClient(options =>
            options.Trace = new TraceOptions { Topic = cluster.Topic, FlushInterval = TimeSpan.FromMilliseconds(100) }
        );
        Producer producer = cluster.CreateProducer(traced);

        ScheduledReceipt scheduled = await producer
            .SendAfterAsync(new Message(orders, new byte[1]), TimeSpan.FromMinutes(5), Cancellation)
            .Within("the send");
        await producer.RecallAsync(orders, scheduled.RecallHandle.ShouldNotBeNull(), Cancellation).Within("the recall");

        string[] send = await FindAsync(mailbox, "Pub").Within("the trace of the send");
        send[3..6].ShouldBe([producer.Group, orders, scheduled.Receipt.MessageId]);
        send[13].ShouldBe("true");
        string[] recall = await FindAsync(mailbox, "Recall").Within("the trace of the recall");
        recall[3].ShouldBe(producer.Group);
        recall[4].ShouldBe(orders);
        recall[5].ShouldBe(scheduled.Receipt.MessageId);
        recall[6].ShouldBe("true");
    }

    private static async Task<string[]> FindAsync(Mailbox mailbox, string kind)
    {
        for (int count = 1; ; count++)
        {
            await mailbox.Reaching(count);
            string[] records = [.. mailbox.Bodies.SelectMany(body => body.Split(RecordEnd))];
            if (Array.Find(records, record => record.StartsWith($"{kind}{FieldEnd}", StringComparison.Ordinal)) is { } found)
                return found.Split(FieldEnd);
        }
    }
}
