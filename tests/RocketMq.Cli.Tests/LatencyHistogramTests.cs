using RocketMq.Cli.Benching;

namespace RocketMq.Cli.Tests;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(1_000)]
    [InlineData(123_456)]
    [InlineData(3_600_000_000)]
    public void Keeps_a_duration_within_a_32nd_of_its_length(long micros)
    {
        LatencyHistogram histogram = new();

        histogram.Add(TimeSpan.FromMicroseconds(micros));

        histogram.MicrosAt(0.5).ShouldBeInRange(micros, micros + (micros / 32.0));
    }

    [Fact]
    public void Ranks_durations()
    {
        LatencyHistogram histogram = new();
        for (int i = 1; i <= 100; i++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(i));
        }

        histogram.MicrosAt(0.50).ShouldBeInRange(50_000, 52_000);
        histogram.MicrosAt(0.99).ShouldBeInRange(99_000, 103_000);
    }

    [Fact]
    public void Is_zero_without_durations() => new LatencyHistogram().MicrosAt(0.99).ShouldBe(0);
}
