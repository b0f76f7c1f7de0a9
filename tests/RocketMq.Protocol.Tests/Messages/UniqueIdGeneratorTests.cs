using System.Net;
using System.Text;
using RocketMq.Tests;

namespace RocketMq.Protocol.Tests.Messages;

public sealed class UniqueIdGeneratorTests
{
    [Fact]
    public void Ids_tell_address_process_time_and_counter()
    {
        ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 5, TimeSpan.Zero));
        UniqueIdGenerator ids = new(IPAddress.Parse("192.0.2.2"), 0x1_5C64, 0x5FFD2B27, time);

        ids.Next().ShouldBe("C00002025C645FFD2B27000013880001");
        UniqueMessageId.TryParse(ids.Next(), out UniqueMessageId second).ShouldBeTrue();
        second.ShouldBe(new(IPAddress.Parse("192.0.2.2"), 0x5C64, TimeSpan.FromSeconds(5), 2));
        second.GetCreationTime(time.GetUtcNow().AddSeconds(1), TimeZoneInfo.Utc).ShouldBe(time.GetUtcNow());
    }

    [Fact]
    public void The_time_starts_again_with_the_month()
    {
        ManualTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero));
        UniqueIdGenerator ids = new(IPAddress.IPv6Loopback, 1, 0, time);
        ids.Length.ShouldBe(56);
        UniqueMessageId.TryParse(ids.Next(), out UniqueMessageId before).ShouldBeTrue();
        before.TimeInMonth.ShouldBe(TimeSpan.FromDays(31) - TimeSpan.FromSeconds(1));

        time.Advance(TimeSpan.FromSeconds(2));

        byte[] utf8 = new byte[ids.Length];
        ids.WriteNext(utf8);
        UniqueMessageId.TryParse(Encoding.ASCII.GetString(utf8), out UniqueMessageId after).ShouldBeTrue();
        after.TimeInMonth.ShouldBe(TimeSpan.FromSeconds(1));
    }
}
