using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Tests.Consuming;

public sealed class PulledBatchTests
{
    [Fact]
    public void Records_become_messages_that_do_not_need_the_frame_any_more()
    {
        byte[] records = [.. StoredRecord.Create(4, "four", "a", id: "ID4"), .. StoredRecord.Create(5, "five", "b")];
        PulledBatch batch = Read(records, "*", 4, 6);
        Array.Clear(records);

        batch.NextOffset.ShouldBe(6);
        batch.Messages.Select(message => message.QueueOffset).ShouldBe([4, 5]);
        ReceivedMessage first = batch.Messages[0];
        System.Text.Encoding.UTF8.GetString(first.Body.Span).ShouldBe("four");
        first.Tag.ShouldBe("a");
        System.Text.Encoding.UTF8.GetString(first.TagUtf8.Span).ShouldBe("a");
        first.MessageId.ShouldBe("ID4");
        first.Queue.ShouldBe(StoredRecord.Queue);
        first.CommitLogOffset.ShouldBe(400);
        first.Attempt.ShouldBe(1);
        first.TryGetProperty("UNIQ_KEY", out string? id).ShouldBeTrue();
        id.ShouldBe("ID4");
        first.TryGetProperty("absent", out _).ShouldBeFalse();
        batch.Messages[1].MessageId.ShouldBe(batch.Messages[1].OffsetMessageId);
    }

    [Fact]
    public void A_tag_with_the_hash_of_a_wanted_one_is_not_taken_for_it()
    {
        TagCodes.JavaHash("Aa").ShouldBe(TagCodes.JavaHash("BB"));
        byte[] records = [.. StoredRecord.Create(0, tag: "Aa"), .. StoredRecord.Create(1, tag: "BB"), .. StoredRecord.Create(2)];
        PulledBatch batch = Read(records, "Aa || C", 0, 3);
        batch.Messages.ShouldHaveSingleItem().Tag.ShouldBe("Aa");
        batch.NextOffset.ShouldBe(3);
    }

    [Fact]
    public void A_redelivery_gets_its_own_topic_back_only_from_the_retry_topic()
    {
        byte[] record = StoredRecord.Create(0, retryTopic: "shipments");
        Read(record, "*", 0, 1, isRetryTopic: true).Messages[0].Topic.ShouldBe("shipments");
        Read(record, "*", 0, 1).Messages[0].Topic.ShouldBe(StoredRecord.Queue.Topic);
    }

    [Theory]
    [InlineData(SystemFlags.None)]
    [InlineData(SystemFlags.CompressionZlib)]
    [InlineData(SystemFlags.CompressionLz4)]
    [InlineData(SystemFlags.CompressionZstd)]
    [InlineData(SystemFlags.CompressionMask)]
    public void A_record_that_cannot_be_decoded_is_reported_and_the_list_goes_on(SystemFlags compression)
    {
        byte[] broken = StoredRecord.Create(1, "not deflated", flags: SystemFlags.Compressed | compression);
        byte[] records = [.. StoredRecord.Create(0), .. broken, .. StoredRecord.Create(2)];
        PulledBatch batch = Read(records, "*", 0, 3);

        batch.Messages.Select(message => message.QueueOffset).ShouldBe([0, 2]);
        (RecordPrefix record, ProtocolException error) = batch.Undecodable.ShouldHaveSingleItem();
        record.ShouldBe(new RecordPrefix(1, 100));
        error.Message.ShouldNotBeEmpty();
        batch.Truncation.ShouldBeNull();
        batch.StopBefore(1);
        batch.Messages.Select(message => message.QueueOffset).ShouldBe([0]);
        batch.NextOffset.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(35)]
    public void A_record_without_a_usable_length_ends_the_list_and_is_pulled_again(int length)
    {
        byte[] broken = StoredRecord.Create(1);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(broken, length);
        PulledBatch batch = Read([.. StoredRecord.Create(0), .. broken, .. StoredRecord.Create(2)], "*", 0, 3);

        batch.Messages.ShouldHaveSingleItem().QueueOffset.ShouldBe(0);
        batch.Truncation.ShouldNotBeNull();
        batch.NextOffset.ShouldBe(1);
    }

    [Fact]
    public void The_next_pull_begins_behind_what_came_even_if_the_broker_says_otherwise()
    {
        byte[] records = [.. StoredRecord.Create(3), .. StoredRecord.Create(4)];
        Read(records, "*", 3, 4).NextOffset.ShouldBe(5);
    }

    [Fact]
    public void Records_below_the_offset_asked_for_are_not_delivered_again()
    {
        byte[] records = [.. StoredRecord.Create(3), .. StoredRecord.Create(4), .. StoredRecord.Create(4), .. StoredRecord.Create(5)];
        Read(records, "*", 4, 6).Messages.Select(message => message.QueueOffset).ShouldBe([4, 5]);
    }

    private static PulledBatch Read(byte[] records, string expression, long fromOffset, long nextOffset, bool isRetryTopic = false)
    {
        var batch = new PulledBatch(StoredRecord.Queue, StoredRecord.Subscribe(expression, isRetryTopic));
        batch.Read(records, fromOffset, nextOffset);
        return batch;
    }
}
