using System.Text;
using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Trace records as the real encoder writes them.</summary>
public sealed class TraceVectorTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Records() =>
        GoldenFolder.Rows("trace_encoding", vector => vector.TryGetProperty("transDataHex", out _));

    [Theory]
    [MemberData(nameof(Records))]
    public void Records_are_encoded_like_java(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("trace_encoding")[index];
        using GrowableBuffer output = new();
        foreach (JsonElement bean in vector.GetProperty("in").GetProperty("beans").EnumerateArray())
            Write(output, vector, bean);

        string expected = Encoding.UTF8.GetString(Convert.FromHexString(vector.GetProperty("transDataHex").GetString()!));
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(expected);
    }

    [Fact]
    public void Missing_tags_and_keys_are_the_word_null()
    {
        using GrowableBuffer output = new();
        new PublishTrace { Region = "r" }.Write(output);
        Encoding
            .UTF8.GetString(output.WrittenSpan)
            .ShouldBe(
                "Pub\u00010\u0001r\u0001null\u0001null\u0001null\u0001null\u0001null\u0001null\u00010\u00010\u00010\u0001null\u0001false\u0002"
            );
    }

    private static void Write(GrowableBuffer output, JsonElement vector, JsonElement bean)
    {
        JsonElement context = vector.GetProperty("in");
        string Of(string name) => bean.GetProperty(name).GetString()!;
        long timestamp = context.GetProperty("timeStamp").GetInt64();
        long duration = context.GetProperty("costTime").GetInt64();
        bool isSuccess = vector.GetProperty("success").GetBoolean();
        string region = context.GetProperty("regionId").GetString()!;
        string group = context.GetProperty("groupName").GetString()!;
        string requestId = context.GetProperty("requestId").GetString()!;
        switch (vector.GetProperty("traceType").GetString())
        {
            case "Pub":
                new PublishTrace
                {
                    Timestamp = timestamp,
                    Region = region,
                    Group = group,
                    Topic = Of("topic"),
                    MessageId = Of("msgId"),
                    Tag = Of("tags"),
                    Keys = Of("keys"),
                    StoreHost = Of("storeHost"),
                    BodyLength = bean.GetProperty("bodyLength").GetInt32(),
                    Duration = duration,
                    OffsetMessageId = Of("offsetMsgId"),
                    IsSuccess = isSuccess,
                }.Write(output);
                break;
            case "Recall":
                new RecallTrace
                {
                    Timestamp = timestamp,
                    Region = region,
                    Group = group,
                    Topic = Of("topic"),
                    MessageId = Of("msgId"),
                    IsSuccess = isSuccess,
                }.Write(output);
                break;
            case "SubBefore":
                new ConsumeStartTrace
                {
                    Timestamp = timestamp,
                    Region = region,
                    Group = group,
                    RequestId = requestId,
                    MessageId = Of("msgId"),
                    RetryTimes = bean.GetProperty("retryTimes").GetInt32(),
                    Keys = Of("keys"),
                }.Write(output);
                break;
            case "SubAfter":
                WriteEnd(output, vector, bean, requestId);
                break;
            default:
                new EndTransactionTrace
                {
                    Timestamp = timestamp,
                    Region = region,
                    Group = group,
                    Topic = Of("topic"),
                    MessageId = Of("msgId"),
                    Tag = Of("tags"),
                    Keys = Of("keys"),
                    StoreHost = Of("storeHost"),
                    TransactionId = Of("transactionId"),
                    State = Of("transactionState"),
                    IsFromCheck = bean.GetProperty("fromTransactionCheck").GetBoolean(),
                }.Write(output);
                break;
        }
    }

    private static void WriteEnd(GrowableBuffer output, JsonElement vector, JsonElement bean, string requestId)
    {
        JsonElement context = vector.GetProperty("in");
        bool isCloud = vector.GetProperty("accessChannel").GetString() == "CLOUD";
        new ConsumeEndTrace
        {
            RequestId = requestId,
            MessageId = bean.GetProperty("msgId").GetString(),
            Duration = context.GetProperty("costTime").GetInt64(),
            IsSuccess = vector.GetProperty("success").GetBoolean(),
            Keys = bean.GetProperty("keys").GetString(),
            Outcome = context.GetProperty("contextCode").GetInt32(),
            Timestamp = isCloud ? null : context.GetProperty("timeStamp").GetInt64(),
            Group = isCloud ? null : context.GetProperty("groupName").GetString(),
        }.Write(output);
    }
}
