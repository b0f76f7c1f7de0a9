using Microsoft.Extensions.Logging;
using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Tells the members of a group where to go on (220), the way of brokers before 5.0 to reset offsets.</summary>
internal sealed partial class ClientResets(ConsumerGroups consumers, ILogger logger)
{
    /// <returns>False when nobody is there to be told.</returns>
    public bool TrySend(ResetOffsetRequestHeader header, Dictionary<MessageQueue, long> offsets)
    {
        var group = header.Group.ToString();
        var members = consumers.Find(group)?.Members() ?? [];
        var body = new ResetOffsetBody { OffsetTable = offsets }.ToUtf8Bytes();
        // The frame's memory may be gone by the time the requests are written.
        header = header with
        {
            Group = group,
            Topic = header.Topic.ToString(),
        };
        foreach (var member in members)
            _ = SendAsync(member, header, body, group);
        return members.Count > 0;
    }

    private async Task SendAsync(GroupMember member, ResetOffsetRequestHeader header, byte[] body, string group)
    {
        try
        {
            await member.Channel.Connection.SendOneWayAsync(header, body).ConfigureAwait(false);
        }
        catch (RemotingException failure)
        {
            Log.ResetLost(logger, failure, group, member.ClientId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            3002,
            LogLevel.Warning,
            "The new offsets of group {Group} did not reach client {ClientId}, which goes on as it was."
        )]
        public static partial void ResetLost(ILogger logger, Exception failure, string group, string clientId);
    }
}
