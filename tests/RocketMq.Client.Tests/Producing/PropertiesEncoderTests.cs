using System.Net;
using System.Text;
using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq.Tests.Producing;

public sealed class PropertiesEncoderTests
{
    private readonly UniqueIdGenerator _ids = new(IPAddress.Loopback, 1, 2, TimeProvider.System);

    [Fact]
    public void Everything_about_a_message_is_written_once()
    {
        Message message = new("orders", new byte[] { 1 })
        {
            Tag = "created",
            Keys = ["A-17", "客户"],
            OrderKey = "user-42",
            WaitForStore = false,
        };
        message.Properties["color"] = "红色";
        (Dictionary<string, string> properties, MessageIdText id) = Encode(message);
        properties.ShouldBe(
            new Dictionary<string, string>
            {
                ["KEYS"] = "A-17 客户",
                ["color"] = "红色",
                ["__SHARDINGKEY"] = "user-42",
                ["UNIQ_KEY"] = id.ToString(),
                ["WAIT"] = "false",
                ["TAGS"] = "created",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void A_plain_message_carries_only_its_id_and_the_wait_flag()
    {
        (Dictionary<string, string> properties, _) = Encode(new Message("orders", new byte[] { 1 }));
        properties.Keys.ShouldBe(["UNIQ_KEY", "WAIT"], ignoreOrder: true);
    }

    [Fact]
    public void Every_send_of_one_message_gets_an_id_of_its_own()
    {
        Message message = new("orders", new byte[] { 1 });
        Encode(message).Id.ShouldNotBe(Encode(message).Id);
    }

    [Theory]
    [InlineData("TAGS")]
    [InlineData("UNIQ_KEY")]
    [InlineData("WAIT")]
    [InlineData("DELAY")]
    [InlineData("TIMER_DELAY_MS")]
    [InlineData("TRAN_MSG")]
    [InlineData("PGROUP")]
    public void Names_that_RocketMQ_reserves_are_refused(string name)
    {
        Message message = new("orders", new byte[] { 1 });
        message.Properties[name] = "x";
        RocketMqException error = Should.Throw<RocketMqException>(() => Encode(message));
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
        error.Message.ShouldContain(name);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData(" ", "x")]
    [InlineData("a", "")]
    [InlineData("a", " ")]
    [InlineData("a\u0001b", "x")]
    [InlineData("a", "x\u0002y")]
    public void Names_and_values_that_cannot_travel_are_refused(string name, string value)
    {
        Message message = new("orders", new byte[] { 1 });
        message.Properties[name] = value;
        Should.Throw<RocketMqException>(() => Encode(message)).Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData("a\u0002")]
    public void Keys_that_cannot_be_told_apart_are_refused(string key) =>
        Should
            .Throw<RocketMqException>(() => Encode(new Message("orders", new byte[] { 1 }) { Keys = [key] }))
            .Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);

    [Fact]
    public void A_tag_that_no_expression_can_name_is_refused() =>
        Should
            .Throw<RocketMqException>(() => Encode(new Message("orders", new byte[] { 1 }) { Tag = "a||b" }))
            .Message.ShouldContain("a||b");

    [Fact]
    public void More_properties_than_the_record_can_hold_are_refused()
    {
        Message message = new("orders", new byte[] { 1 });
        message.Properties["big"] = new string('x', PropertiesEncoder.MaxBytes);
        RocketMqException error = Should.Throw<RocketMqException>(() => Encode(message));
        error.Reason.ShouldBe(RocketMqErrorReason.MessageTooLarge);
        error.Message.ShouldContain("32,767");
    }

    [Fact]
    public void The_clients_own_messages_keep_their_reserved_properties_and_id()
    {
        Message message = new("%RETRY%billing", new byte[] { 1 })
        {
            System = new SystemFields(
                new Dictionary<string, string>
                {
                    ["UNIQ_KEY"] = "ABC",
                    ["WAIT"] = "false",
                    ["TAGS"] = "created",
                },
                ReconsumeTimes: 1
            ),
        };
        (Dictionary<string, string> properties, MessageIdText id) = Encode(message);
        id.ToString().ShouldBe("ABC");
        properties.Count.ShouldBe(3);
    }

    private (Dictionary<string, string> Properties, MessageIdText Id) Encode(Message message)
    {
        using GrowableBuffer buffer = new();
        MessageIdText id = PropertiesEncoder.Write(buffer, message, _ids);
        List<string> names = [];
        foreach (MessageProperty property in PropertiesText.Enumerate(buffer.WrittenSpan))
            names.Add(Encoding.UTF8.GetString(property.Name));
        names.ShouldBeUnique();
        return (PropertiesText.Parse(buffer.WrittenSpan), id);
    }

    [Theory]
    [InlineData("%LMQ%a,%LMQ%b", true)]
    [InlineData("%LMQ%a/b", false)]
    [InlineData("..\\b", false)]
    public void A_message_is_not_dispatched_to_what_could_be_a_path(string queues, bool isAllowed)
    {
        Message message = new("orders", new byte[1]);
        message.Properties["INNER_MULTI_DISPATCH"] = queues;
        using GrowableBuffer output = new();
        Action write = () => PropertiesEncoder.Write(output, message, _ids);
        if (isAllowed)
            Should.NotThrow(write);
        else
            Should.Throw<RocketMqException>(write).Message.ShouldContain("path separator");
    }
}
