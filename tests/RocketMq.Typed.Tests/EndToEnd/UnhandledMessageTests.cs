using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.EndToEnd;

public sealed class UnhandledMessageTests
{
    private const int UndecodableBody = 4001;
    private const int UnknownTag = 4002;

    [Fact]
    public async Task A_body_that_does_not_decode_is_a_dead_letter_and_holds_nothing_up()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(1);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new Billing(handled));
        await using Producer producer = cluster.Client.CreateProducer();

        await producer.SendAsync(
            new Message("orders", "garbage"u8.ToArray()) { Tag = "placed" },
            QueueSelection.ByKey("A-17"),
            TypedCluster.Cancellation
        );
        await cluster.Messages.OrderPlaced.SendAsync(new("A-17", null, 1m, 1), TypedCluster.Cancellation);

        await cluster.WithinAsync(handled.Complete, "the message behind it is handled");
        await consumer.DisposeAsync();
        consumer.Statistics.UndecodableBodies.ShouldBe(1);
        consumer.Statistics.Handled.ShouldBe(1);
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        string line = await cluster.Log.FirstOf(UndecodableBody);
        line.ShouldContain("OrderPlaced (orders, tag placed)");
        line.ShouldContain("billing");
    }

    [Fact]
    public async Task A_body_that_does_not_decode_can_be_skipped()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(1);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new Notes(handled));
        await using Producer producer = cluster.Client.CreateProducer();

        await producer.SendAsync(new Message("notes", "{"u8.ToArray()), TypedCluster.Cancellation);
        await cluster.WithinAsync(cluster.Log.FirstOf(UndecodableBody), "the body is refused");
        await cluster.Messages.Note.SendAsync(new("good", false), TypedCluster.Cancellation);

        await cluster.WithinAsync(handled.Complete, "the note is handled");
        await consumer.DisposeAsync();
        consumer.Statistics.UndecodableBodies.ShouldBe(1);
        cluster.Broker.Inspection.Topics.ShouldNotContain("%DLQ%notes");
    }

    [Fact]
    public async Task A_retried_message_whose_tag_no_handler_takes_any_more_is_a_dead_letter()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var rejected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer earlier = cluster
            .CreateClient()
            .CreatePushConsumer(
                new PushConsumerOptions { Group = "archive-next", From = ConsumeFrom.First }.Subscribe("orders", "placed"),
                (_, _) =>
                {
                    rejected.TrySetResult();
                    return new(ConsumeResult.RetryLater());
                }
            );
        await earlier.StartAsync(TypedCluster.Cancellation);
        await cluster.Messages.OrderPlaced.SendAsync(new("A-17", null, 1m, 1), TypedCluster.Cancellation);
        await cluster.WithinAsync(rejected.Task, "the earlier release gives the message back");
        await cluster.AdvanceUntilAsync(earlier.DisposeAsync().AsTask(), TimeSpan.FromMinutes(1), "the earlier release stops");

        var handled = new HandledMessages(1);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new ArchiveNext(handled));
        await cluster.Messages.OrderArchived.SendAsync(new("A-18"), TypedCluster.Cancellation);

        await cluster.AdvanceUntilAsync(
            cluster.Log.FirstOf(UnknownTag),
            TimeSpan.FromMinutes(2),
            "the message comes back to the new release"
        );
        await cluster.AdvanceUntilAsync(handled.Complete, TimeSpan.FromMinutes(1), "the known message is handled");
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), TimeSpan.FromMinutes(1), "the new release stops");
        consumer.Statistics.UnknownTags.ShouldBe(1);
        cluster.Broker.Inspection.CountMessages("%DLQ%archive-next").ShouldBe(1);
    }

    [Fact]
    public async Task A_tag_that_nobody_subscribed_to_is_not_delivered()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(1);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new Archive(handled));

        await cluster.Messages.OrderPlaced.SendAsync(new("A-17", null, 1m, 1), TypedCluster.Cancellation);
        await cluster.Messages.OrderArchived.SendAsync(new("A-18"), TypedCluster.Cancellation);

        await cluster.WithinAsync(handled.Complete, "the archived order is handled");
        await consumer.DisposeAsync();
        handled.Steps.Keys.ShouldBe(["A-18"]);
        consumer.Statistics.UnknownTags.ShouldBe(0);
    }

    [Fact]
    public async Task A_contract_without_a_tag_takes_every_message_of_its_topic_in_either_format()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(3);
        await cluster.StartConsumerAsync(new Notes(handled));
        await using Producer producer = cluster.Client.CreateProducer();

        await cluster.Messages.Note.SendAsync(new("typed", false), TypedCluster.Cancellation);
        await producer.SendAsync(
            new Message("notes", "{\"text\":\"from Java\",\"urgent\":false}"u8.ToArray()) { Tag = "any" },
            TypedCluster.Cancellation
        );
        var packed = new Message("notes", Bodies.Codec.Write(new Note("packed", false)));
        packed.Properties["contentType"] = "application/x-msgpack";
        await producer.SendAsync(packed, TypedCluster.Cancellation);

        await cluster.WithinAsync(handled.Complete, "three notes are handled");
        handled.Steps.Keys.ShouldBe(["typed", "from Java", "packed"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_handler_that_throws_gets_the_message_again()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(2);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new Notes(handled));

        await cluster.Messages.Note.SendAsync(new("urgent", true), TypedCluster.Cancellation);

        await cluster.AdvanceUntilAsync(handled.Complete, TimeSpan.FromMinutes(1), "the note comes again");
        handled.Contexts.Select(context => context.Attempt).ShouldBe([1, 2]);
        consumer.Statistics.Failed.ShouldBe(1);
    }
}
