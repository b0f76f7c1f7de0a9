using System.Text;
using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Tests.Consuming.Lending;

public sealed class LentMessageTests
{
    [Fact]
    public void A_settled_message_says_so_instead_of_showing_what_its_memory_is_used_for_now()
    {
        ReceivedMessage message = Pull(StoredRecord.Create(7, "seven", "a", id: "ID7", key: "k"))[0];
        ReadOnlyMemory<byte> body = message.Body;
        message.Retire();

        Action[] reads =
        [
            () => _ = message.Body,
            () => _ = message.Tag,
            () => _ = message.TagUtf8,
            () => _ = message.Keys,
            () => _ = message.MessageId,
            () => _ = message.OffsetMessageId,
            () => _ = message.QueueOffset,
            () => _ = message.CommitLogOffset,
            () => _ = message.Properties,
            () => _ = message.PropertiesUtf8,
            () => _ = message.TryGetProperty("KEYS", out _),
            () => _ = message.TryGetPropertyUtf8("KEYS"u8, out _),
            () => _ = message.Attempt,
            () => _ = message.BornTime,
            () => _ = message.BornHost,
            () => _ = message.StoreTime,
            () => _ = message.StoreHost,
            () => _ = message.StoreSize,
            () => _ = message.Flag,
            () => _ = message.IsRequest,
            () => _ = message.Detach(),
        ];
        foreach (Action read in reads)
            read.ShouldThrow<ObjectDisposedException>().Message.ShouldContain("message.Detach()");

        message.Topic.ShouldBe(StoredRecord.Queue.Topic);
        message.Queue.ShouldBe(StoredRecord.Queue);
        body.Length.ShouldBe(5, "what was taken before is beyond any check");
    }

    [Fact]
    public void What_was_detached_lasts()
    {
        List<ReceivedMessage> messages = Pull(StoredRecord.Create(1, "one", "a", id: "ID1"), StoredRecord.Create(2, "two", id: "ID2"));
        messages[0].CountLocalAttempt();
        ReceivedMessage kept = messages[0].Detach();
        foreach (ReceivedMessage message in messages)
            message.Retire();

        Pull(StoredRecord.Create(3, "may lie in the same memory now"), StoredRecord.Create(4, "other"));
        Encoding.UTF8.GetString(kept.Body.Span).ShouldBe("one");
        (kept.Tag, kept.MessageId, kept.QueueOffset, kept.Attempt).ShouldBe(("a", "ID1", 1, 2));
        kept.Detach().ShouldBeSameAs(kept);
        kept.Retire();
        kept.QueueOffset.ShouldBe(1, "it owns its memory");
    }

    [Fact]
    public void A_decompressed_body_goes_with_the_detached_message()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("again and again ", 100)));
        ReceivedMessage message = Pull(Compressed(text))[0];
        message.Body.Span.SequenceEqual(text).ShouldBeTrue();
        ReceivedMessage kept = message.Detach();
        message.Retire();
        kept.Body.Span.SequenceEqual(text).ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => message.Body);
    }

    [Fact]
    public void The_memory_stays_as_long_as_one_message_is_not_settled()
    {
        List<ReceivedMessage> messages = Pull(
            StoredRecord.Create(1, "one"),
            StoredRecord.Create(2, "two"),
            StoredRecord.Create(3, "three")
        );
        messages[0].Retire();
        messages[0].Retire();
        messages[2].Retire();
        for (int pull = 0; pull < 50; pull++)
            Pull(StoredRecord.Create(4, "zzz"), StoredRecord.Create(5, "zzz"), StoredRecord.Create(6, "zzzzz"));

        Encoding.UTF8.GetString(messages[1].Body.Span).ShouldBe("two");
    }

    [Fact]
    public void Tags_of_a_subscription_to_everything_are_decoded_once()
    {
        List<ReceivedMessage> messages = Pull(StoredRecord.Create(1, tag: "created"), StoredRecord.Create(2, tag: "created"));
        messages[1].Tag.ShouldBeSameAs(messages[0].Tag);
    }

    private static List<ReceivedMessage> Pull(params byte[][] records)
    {
        var batch = new PulledBatch(StoredRecord.Queue, StoredRecord.Subscribe("*"));
        batch.Read(records.SelectMany(record => record).ToArray(), 0, 100);
        return batch.Messages;
    }

    private static byte[] Compressed(byte[] text)
    {
        using var output = new MemoryStream();
        using (var deflate = new System.IO.Compression.ZLibStream(output, System.IO.Compression.CompressionLevel.Optimal))
            deflate.Write(text);

        return StoredRecord.Create(1, output.ToArray(), SystemFlags.Compressed | SystemFlags.CompressionZlib);
    }
}
