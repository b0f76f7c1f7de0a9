using System.Text;

namespace RocketMq.Protocol.Tests.Bodies;

/// <summary>What other clients are known to send.</summary>
public sealed class LenientReadingTests
{
    [Fact]
    public void Enums_come_by_name_or_ordinal_and_numbers_in_quotes()
    {
        HeartbeatData heartbeat = Parse(
            """
            {"ClientID":"c","ConsumerDataSet":[{"consumeFromWhere":4,"consumeType":"consume_actively","groupName":"g","messageModel":0,
             "subscriptionDataSet":[{"codeSet":["123"],"subString":"*","subVersion":"1690000000000","tagsSet":null,"topic":"t"}]}],"producerDataSet":null}
            """
        );

        heartbeat.ClientId.ShouldBe("c");
        heartbeat.ProducerDataSet.ShouldBeEmpty();
        ConsumerData consumer = heartbeat.ConsumerDataSet.ShouldHaveSingleItem();
        consumer.ConsumeFromWhere.ShouldBe(ConsumeFromWhere.FirstOffset);
        consumer.ConsumeType.ShouldBe(ConsumeType.Actively);
        consumer.MessageModel.ShouldBe(MessageModel.Broadcasting);
        SubscriptionData subscription = consumer.SubscriptionDataSet.ShouldHaveSingleItem();
        subscription.CodeSet.ShouldBe([123]);
        subscription.SubVersion.ShouldBe(1_690_000_000_000);
        subscription.TagsSet.ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_enum_names_are_read_as_the_default()
    {
        HeartbeatData heartbeat = Parse("""{"consumerDataSet":[{"messageModel":"SOMETHING","consumeType":99}]}""");

        ConsumerData consumer = heartbeat.ConsumerDataSet.ShouldHaveSingleItem();
        consumer.MessageModel.ShouldBe(MessageModel.Clustering);
        consumer.ConsumeType.ShouldBe(ConsumeType.Passively);
    }

    [Fact]
    public void Queues_as_keys_are_read_raw_and_as_texts()
    {
        string raw = """{"offsetTable":{{"brokerName":"b","queueId":1,"topic":"t"}:5}}""";
        string standard = """{"offsetTable":{"{\"brokerName\":\"b\",\"queueId\":1,\"topic\":\"t\"}":5}}""";

        ResetOffsetBody body = ResetOffsetBody.Parse(Encoding.UTF8.GetBytes(raw));

        body.OffsetTable.ShouldBe(new Dictionary<MessageQueue, long> { [new("t", "b", 1)] = 5 });
        ResetOffsetBody.Parse(Encoding.UTF8.GetBytes(standard)).OffsetTable.ShouldBe(body.OffsetTable);
        Encoding.UTF8.GetString(body.ToUtf8Bytes()).ShouldBe(raw);
        Encoding.UTF8.GetString(body.ToUtf8Bytes(isStandard: true)).ShouldBe(standard);
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(1.5, "1.5")]
    [InlineData(100, "100.0")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(12345678.5, "1.23456785E7")]
    [InlineData(10000000, "1.0E7")]
    [InlineData(0.00025, "2.5E-4")]
    [InlineData(1.0 / 60, "0.016666666666666666")]
    public void Numbers_are_printed_as_java_does(double number, string expected) => JavaDouble.ToString(number).ShouldBe(expected);

    private static HeartbeatData Parse(string json) => HeartbeatData.Parse(Encoding.UTF8.GetBytes(json));
}
