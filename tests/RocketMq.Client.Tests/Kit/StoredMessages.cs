using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Kit;

/// <summary>Reads what a broker stores, queue by queue, without a consumer.</summary>
internal static class StoredMessages
{
    private const int PullSubscriptionInHeader = 4;
    private const string Group = "test-reader";

    /// <summary>All messages of a queue, from its lowest offset.</summary>
    public static async Task<List<StoredMessage>> ReadAsync(RocketMqClient client, MessageQueue queue)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        long offset = await client.Administration.GetMinOffsetAsync(queue, cancellation).Within("the lowest offset");
        List<StoredMessage> stored = [];
        while (true)
        {
            PullMessageRequestHeader header = new()
            {
                ConsumerGroup = Group,
                Topic = queue.Topic,
                QueueId = queue.QueueId,
                QueueOffset = offset,
                MaxMessageCount = 32,
                SysFlag = PullSubscriptionInHeader,
                Subscription = "*",
                ExpressionType = "TAG",
            };
            using RemotingResponse response = await client
                .Session.CallBrokerAsync(queue.BrokerName, header, default, TimeSpan.FromSeconds(10), cancellation)
                .Within("a pull");
            if (response.Code != ResponseCode.Success)
                return stored;
            offset = response.ReadHeader<PullMessageResponseHeader>().NextBeginOffset;
            int position = 0;
            while (MessageRecordReader.TryRead(response.Body, ref position, out MessageRecord record))
                stored.Add(StoredMessage.Copy(record));
        }
    }

    public static async Task<List<StoredMessage>> ReadTopicAsync(RocketMqClient client, string topic)
    {
        TopicRouteInfo route = await client.Administration.GetRouteAsync(topic, TestContext.Current.CancellationToken).Within("the route");
        List<StoredMessage> stored = [];
        foreach (MessageQueue queue in route.SubscribeQueues)
            stored.AddRange(await ReadAsync(client, queue));
        return stored;
    }
}
