using System.Text;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Every captured JSON body we have a type for: read and written again byte for byte.</summary>
public sealed class BodyGoldenTests
{
    private static readonly Dictionary<int, Func<byte[], JsonBody>> Requests = new()
    {
        [34] = body => HeartbeatData.Parse(body),
        [41] = body => LockBatchBody.Parse(body),
        [42] = body => LockBatchBody.Parse(body),
        [46] = body => CheckClientConfigBody.Parse(body),
        [200] = body => SubscriptionGroupConfig.Parse(body),
        [220] = body => ResetOffsetBody.Parse(body),
    };

    private static readonly Dictionary<int, Func<byte[], JsonBody>> Responses = new()
    {
        [21] = body => TopicConfigTable.Parse(body),
        [38] = body => ConsumerIdList.Parse(body),
        [41] = body => LockBatchResult.Parse(body),
        [105] = body => TopicRouteData.Parse(body),
        [106] = body => ClusterInfo.Parse(body),
        [202] = body => TopicStatsTable.Parse(body),
        [203] = body => ConsumerConnection.Parse(body),
        [204] = body => ProducerConnection.Parse(body),
        [206] = body => TopicList.Parse(body),
        [208] = body => ConsumeStats.Parse(body),
        [219] = body => KeyValueTable.Parse(body),
        [221] = body => ConsumerStatusBody.Parse(body),
        [222] = body => ResetOffsetBody.Parse(body),
        [223] = body => ConsumerStatusBody.Parse(body),
        [224] = body => TopicList.Parse(body),
        [300] = body => GroupList.Parse(body),
        [304] = body => TopicList.Parse(body),
        [305] = body => TopicList.Parse(body),
        [307] = body => ConsumerRunningInfo.Parse(body),
        [309] = body => ConsumeMessageDirectlyResult.Parse(body),
        [343] = body => TopicList.Parse(body),
        [351] = body => TopicConfig.Parse(body),
    };

    public static IEnumerable<TheoryDataRow<string, int, int>> Bodies()
    {
        foreach (string file in GoldenFolder.FrameFiles())
        {
            foreach (GoldenFrame frame in GoldenFolder.ReadFrames(file))
            {
                if (frame.BodyLength > 0 && frame.RequestCode is { } code && Find(frame) is not null)
                    yield return new(file, frame.Sequence, code);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Bodies_written_again_are_the_same_bytes(string file, int sequence, int requestCode)
    {
        GoldenFrame golden = GoldenFolder.ReadFrames(file).Single(frame => frame.Sequence == sequence);
        golden.RequestCode.ShouldBe(requestCode);
        byte[] body = FrameReader.Parse(golden.Bytes).Body.ToArray();
        bool isStandard = requestCode == 105 && !Encoding.UTF8.GetString(body).Contains("{0:", StringComparison.Ordinal);

        byte[] written = Find(golden)!(body).ToUtf8Bytes(isStandard);

        // The tables of static topics, always empty here, are no part of our model.
        string expected = Encoding
            .UTF8.GetString(body)
            .Replace(",\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{}", string.Empty, StringComparison.Ordinal);
        Encoding.UTF8.GetString(written).ShouldBe(expected);
    }

    private static Func<byte[], JsonBody>? Find(GoldenFrame frame) =>
        (frame.IsResponse ? Responses : Requests).GetValueOrDefault(frame.RequestCode ?? -1);
}
