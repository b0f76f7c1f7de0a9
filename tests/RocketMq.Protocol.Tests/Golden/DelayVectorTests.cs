using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Recall handles and delay levels as the real classes have them.</summary>
public sealed class DelayVectorTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Handles() => GoldenFolder.Rows("recall_handle");

    [Theory]
    [MemberData(nameof(Handles))]
    public void Recall_handles_are_written_and_read_like_java(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("recall_handle")[index];
        string handle = vector.GetProperty("handle").GetString()!;
        if (vector.GetProperty("op").GetString() == "build")
        {
            RecallHandle built = Read(vector);
            built.ToString().ShouldBe(handle);
            RecallHandle.TryParse(handle).ShouldBe(built);
        }
        else if (vector.GetProperty("call").GetProperty("ok").GetBoolean())
            RecallHandle.TryParse(handle).ShouldBe(Read(vector.GetProperty("call").GetProperty("value")));
        else
            RecallHandle.TryParse(handle).ShouldBeNull();
    }

    [Fact]
    public void A_handle_without_its_padding_is_read_too() =>
        RecallHandle
            .TryParse(RecallHandle.Create("orders", "broker-a", 12, "A1").ToString().TrimEnd('='))
            .ShouldBe(new RecallHandle("orders", "broker-a", "12", "A1"));

    [Theory]
    [InlineData(null)]
    [InlineData("_-_-")]
    [InlineData("A")]
    public void Texts_that_are_no_handle_are_told_apart(string? text) => RecallHandle.TryParse(text).ShouldBeNull();

    [Fact]
    public void Delay_levels_are_those_of_the_default_configuration()
    {
        JsonElement levels = GoldenFolder.Vectors("delay_level")[0].GetProperty("levels");
        Enumerable
            .Range(1, DelayLevels.Count)
            .ToDictionary(level => $"{level}", level => (long)DelayLevels.GetDelay(level).TotalMilliseconds)
            .ShouldBe(levels.EnumerateObject().ToDictionary(level => level.Name, level => level.Value.GetInt64()), ignoreOrder: true);
        DelayLevels.GetDelay(25).ShouldBe(DelayLevels.Longest);
        Should.Throw<ArgumentOutOfRangeException>(() => DelayLevels.GetDelay(0));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1.001, 2)]
    [InlineData(7, 3)]
    [InlineData(3600, 17)]
    [InlineData(3601, 18)]
    [InlineData(7200, 18)]
    [InlineData(7200.001, null)]
    public void A_delay_is_rounded_up_to_a_level(double seconds, int? level) =>
        DelayLevels.RoundUp(TimeSpan.FromSeconds(seconds)).ShouldBe(level);

    private static RecallHandle Read(JsonElement fields) =>
        new(
            fields.GetProperty("topic").GetString()!,
            fields.GetProperty("brokerName").GetString()!,
            fields.GetProperty("timestamp").GetString()!,
            fields.GetProperty("messageId").GetString()!
        );
}
