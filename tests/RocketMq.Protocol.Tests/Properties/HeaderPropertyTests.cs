using System.Reflection;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Properties;

/// <summary>Every header type, with random values.</summary>
public sealed class HeaderPropertyTests
{
    public static TheoryData<string> Headers() => [.. HeaderTypes.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Headers))]
    public void Headers_round_trip_and_both_formats_agree(string name) =>
        typeof(HeaderPropertyTests)
            .GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(HeaderTypes.All.Single(type => type.Name == name))
            .Invoke(null, null);

    private static void RoundTrip<THeader>()
        where THeader : struct, IHeader<THeader> =>
        Property.Holds(
            Generate.Header(typeof(THeader)),
            value =>
            {
                THeader header = (THeader)value;
                RemotingFrame binary = FrameReader.Parse(Encode.Frame(10, header, FrameDefaults.Binary));
                RemotingFrame json = FrameReader.Parse(Encode.Frame(10, header, FrameDefaults.Json));

                binary.ReadHeader<THeader>().ShouldBe(header);
                json.ReadHeader<THeader>().ShouldBe(header);
                json.Header.ToDictionary().ShouldBe(binary.Header.ToDictionary(), ignoreOrder: true);
            },
            cases: 30
        );
}
