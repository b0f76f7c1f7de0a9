using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Groups;

/// <summary>
/// Tells all members of a group, one-way, that its membership or subscriptions changed (40). A lost notice costs only
/// time: clients rebalance on their own timer too.
/// </summary>
internal sealed partial class GroupNotices(ILogger logger)
{
    public void Send(ConsumerGroup group)
    {
        foreach (var member in group.Members())
            _ = SendAsync(group.Name, member);
    }

    private async Task SendAsync(string group, GroupMember member)
    {
        try
        {
            await member
                .Channel.Connection.SendOneWayAsync(new NotifyConsumerIdsChangedRequestHeader { ConsumerGroup = group }, default)
                .ConfigureAwait(false);
        }
        catch (RemotingException failure)
        {
            Log.NoticeLost(logger, failure, group, member.ClientId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "The notice that group {Group} changed did not reach client {ClientId}.")]
        public static partial void NoticeLost(ILogger logger, Exception failure, string group, string clientId);
    }
}
