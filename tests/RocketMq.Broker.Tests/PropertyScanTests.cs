using System.Text;
using RocketMq.Broker.Processing.Producing;

namespace RocketMq.Broker.Tests;

public sealed class PropertyScanTests
{
    [Theory]
    [InlineData("", "", "", 0, 0)]
    [InlineData("TAGS\u0001a\u0002UNIQ_KEY\u0001K\u0002DELAY\u00013\u0002", "a", "K", 3, 0)]
    [InlineData("TAGS\u0001a", "a", "", 0, 1)]
    [InlineData("DELAY\u0001x\u0002", "", "", 0, 0)]
    [InlineData("no separator", "", "", 0, 1)]
    [InlineData("\u0002\u0002TAGS\u0001\u0002", "", "", 0, 0)]
    [InlineData("CLUSTER\u0001c\u0002", "", "", 0, 2)]
    [InlineData("TRAN_MSG\u0001true\u0002", "", "", 0, 4)]
    [InlineData("TRAN_MSG\u0001false\u0002", "", "", 0, 0)]
    [InlineData("TIMER_DELIVER_MS\u00011\u0002POP_CK\u0001x\u0002", "", "", 0, 10)]
    public void A_scan_finds_what_a_send_must_know(string text, string tags, string key, int level, int traits)
    {
        var scan = PropertyScan.Of(Encoding.UTF8.GetBytes(text));

        Encoding.UTF8.GetString(scan.Tags).ShouldBe(tags);
        Encoding.UTF8.GetString(scan.UniqueKey.Span).ShouldBe(key);
        scan.DelayLevel.ShouldBe(level);
        ((int)scan.Traits).ShouldBe(traits);
    }
}
