using System.Text;
using RocketMq.Producing;

namespace RocketMq.Tests.Producing;

public sealed class MessageIdTextTests
{
    [Theory]
    [InlineData("C00002022D0C5FFD2B276E04E1750002")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("c00002022d0c5ffd2b276e04e1750002")]
    [InlineData("20010DB80000000000000000000000012D0C5FFD2B276E04E1750002")]
    [InlineData("not an id but what some proxy answers!!")]
    [InlineData("")]
    public void A_text_comes_back_as_it_was(string text)
    {
        MessageIdText.From(text).ToString().ShouldBe(text);
        MessageIdText.From(Encoding.UTF8.GetBytes(text)).ToString().ShouldBe(text);
        MessageIdText.From(text).ShouldBe(MessageIdText.From(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void No_text_is_absent() => MessageIdText.From((string?)null).IsAbsent.ShouldBeTrue();

    [Fact]
    public void Receipts_with_equal_ids_are_equal()
    {
        SendReceipt left = new("A1", "C00002022D0C5FFD2B276E04E1750002", new("t", "b", 1), 7);
        SendReceipt right = new("A1", "C00002022D0C5FFD2B276E04E1750002", new("t", "b", 1), 7);
        left.ShouldBe(right);
        left.OffsetMessageId.ShouldBe("C00002022D0C5FFD2B276E04E1750002");
    }
}
