using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class SendTests
{
    [Fact]
    public async Task A_message_is_stored_and_pulled_back_with_what_the_broker_adds()
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.SendAsync("orders", "hello", queueId: 2, tag: "created");
        var pulled = await test.Client.PullAsync("readers", "orders", 0, queueId: 2);

        sent.Code.ShouldBe(ResponseCode.Success);
        sent.Number("queueId").ShouldBe(2);
        sent.Number("queueOffset").ShouldBe(0);
        sent.Fields["MSG_REGION"].ShouldBe("DefaultRegion");
        sent.Fields["TRACE_ON"].ShouldBe("true");
        pulled.Code.ShouldBe(ResponseCode.Success);
        pulled.Remark.ShouldBe("FOUND");
        var record = pulled.Records().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(record.Body.Span).ShouldBe("hello");
        record.OffsetMessageId.ShouldBe(sent.Fields["msgId"]);
        record.BodyCrc.ShouldBe(Crc32.Compute("hello"u8));
        record.StoreHost.ToString().ShouldBe(test.Broker.BrokerAddress);
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["TAGS"].ShouldBe("created");
        properties["UNIQ_KEY"].ShouldBe(sent.Fields["transactionId"]);
        properties["MSG_REGION"].ShouldBe("DefaultRegion");
        properties["TRACE_ON"].ShouldBe("true");
        properties["CLUSTER"].ShouldBe("DefaultCluster");
    }
}
