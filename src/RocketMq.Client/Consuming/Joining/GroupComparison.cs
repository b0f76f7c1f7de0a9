using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Consuming;

/// <summary>
/// Compares a consumer with the members that its group has already, before it joins: a broker keeps one subscription per group, that of the latest
/// heartbeat, so members that differ take each other's messages away without a word (java-client reference 4.1).
/// </summary>
internal sealed partial class GroupComparison(ConsumerContext context)
{
    private const string OrderlyProperty = "PROP_CONSUMEORDERLY";

    private ClientSession Session => context.Session;

    private ConsumerSettings Settings => context.Settings;

    /// <summary>Logs what differs, or refuses to go on if the options want that. Does nothing when nobody is there, and when nobody can be asked.</summary>
    /// <exception cref="RocketMqException">Members differ and <see cref="PushConsumerOptions.RequireMatchingGroup"/> is set.</exception>
    public async ValueTask CheckAsync(CancellationToken ct)
    {
        if (await TryFindBrokerAsync(ct).ConfigureAwait(false) is not { } broker)
            return;

        if (await TryAskAsync(broker, ct).ConfigureAwait(false) is not { } group)
            return;

        string[] others = [.. group.Connections.Select(member => member.ClientId).Where(id => id != Session.ClientId)];
        if (others.Length == 0)
            return;

        Report(others, [.. CompareSubscriptions(group)]);
        Task order = CompareOrderAsync(broker, others, ct);
        // The answer comes from the other member, which may be slow or frozen: a start waits for it only where the options say that it must.
        if (Settings.RequireMatchingGroup)
            await order.ConfigureAwait(false);
    }

    private IEnumerable<string> CompareSubscriptions(ConsumerConnection group)
    {
        MessageModel own = Settings.IsBroadcasting ? MessageModel.Broadcasting : MessageModel.Clustering;
        if (group.MessageModel != own)
            yield return $"they are {group.MessageModel}, this one is {own}";

        Dictionary<string, SubscriptionData> theirs = group.Subscriptions.ToDictionary();
        foreach (ConsumerSubscription mine in context.Subscriptions.All.Where(subscription => !subscription.IsRetryTopic))
        {
            if (!theirs.Remove(mine.Topic, out SubscriptionData? other))
                yield return $"topic '{mine.Topic}' is subscribed by this one only";
            else if (!IsSame(mine.Data, other))
                yield return $"of topic '{mine.Topic}' they want {Describe(other)}, this one {Describe(mine.Data)}";
        }

        theirs.Remove(TopicRules.GetRetryTopic(Settings.Group));
        foreach (string topic in theirs.Keys.Order(StringComparer.Ordinal))
            yield return $"topic '{topic}' is subscribed by them only";
    }

    private async Task CompareOrderAsync(string broker, string[] others, CancellationToken ct)
    {
        if (await TryAskOrderAsync(broker, others[0], ct).ConfigureAwait(false) is not { } isOrderly)
            return;

        string[] differences = isOrderly == Settings.IsOrderly ? [] : [$"it is {Name(isOrderly)}, this one is {Name(Settings.IsOrderly)}"];
        Report([others[0]], differences);
    }

    private async ValueTask<bool?> TryAskOrderAsync(string broker, string other, CancellationToken ct)
    {
        try
        {
            var header = new GetConsumerRunningInfoRequestHeader { ConsumerGroup = context.GroupUtf8, ClientId = other };
            using RemotingResponse response = await Session
                .CallBrokerAsync(broker, header, ReadOnlyMemory<byte>.Empty, Session.Settings.RequestTimeout, ct)
                .ConfigureAwait(false);
            if (response.Code != ResponseCode.Success)
                return null;

            ConsumerRunningInfo info = ConsumerRunningInfo.Parse(response.Body.Span);
            return info.Properties.TryGetValue(OrderlyProperty, out string? orderly) && bool.TryParse(orderly, out bool isOrderly)
                ? isOrderly
                : null;
        }
        catch (Exception exception)
            when (exception is RocketMqException or RemotingException or ProtocolException or OperationCanceledException)
        {
            Log.OrderUnknown(context.Logger, exception, other, Settings.Group);
            return null;
        }
    }

    private void Report(string[] others, string[] differences)
    {
        if (differences.Length == 0)
            return;

        string members = string.Join(", ", others);
        string text = string.Join("; ", differences);
        if (Settings.RequireMatchingGroup)
        {
            throw new RocketMqException(
                RocketMqErrorReason.InvalidSubscription,
                $"Client {Session.ClientId} does not join group '{Settings.Group}', whose members {members} differ from it: {text}. All members of a group "
                    + "must be configured alike; change this one, give it a group of its own, or stop the others first."
            );
        }

        Log.Differs(context.Logger, Session.ClientId, Settings.Group, members, text);
    }

    private async ValueTask<string?> TryFindBrokerAsync(CancellationToken ct)
    {
        RocketMqException? failure = null;
        foreach (ConsumerSubscription subscription in context.Subscriptions.All.Where(subscription => !subscription.IsRetryTopic))
        {
            try
            {
                return await Session.GetAnyBrokerNameAsync(subscription.Topic, ct).ConfigureAwait(false);
            }
            catch (RocketMqException exception) when (exception.Reason == RocketMqErrorReason.RouteNotFound)
            {
                // The topic does not exist yet, or no broker of it has a master at the moment. Those of another topic can tell as well.
                failure = exception;
            }
        }

        if (failure is not null)
            Log.NotCompared(context.Logger, failure, Settings.Group, failure.Message);

        return null;
    }

    private async ValueTask<ConsumerConnection?> TryAskAsync(string broker, CancellationToken ct)
    {
        try
        {
            var header = new GetConsumerConnectionListRequestHeader { ConsumerGroup = Settings.Group };
            using RemotingResponse response = await Session
                .CallBrokerAsync(broker, header, ReadOnlyMemory<byte>.Empty, Session.Settings.RequestTimeout, ct)
                .ConfigureAwait(false);
            if (response.Code == ResponseCode.Success)
                return ConsumerConnection.Parse(response.Body.Span);

            if (response.Code != ResponseCode.ConsumerNotOnline)
                Log.NotCompared(context.Logger, null, Settings.Group, $"{response.Code}: {response.Remark}");
        }
        catch (Exception exception) when (exception is RocketMqException or RemotingException or ProtocolException)
        {
            Log.NotCompared(context.Logger, exception, Settings.Group, exception.Message);
        }

        return null;
    }

    private static bool IsSame(SubscriptionData mine, SubscriptionData other)
    {
        bool isTag = IsTag(mine);
        if (isTag != IsTag(other))
            return false;

        return isTag
            ? mine.TagsSet.ToHashSet().SetEquals(other.TagsSet)
            : string.Equals(mine.SubString, other.SubString, StringComparison.Ordinal);
    }

    private static bool IsTag(SubscriptionData data) => data.ExpressionType is null or "" or "TAG";

    private static string Describe(SubscriptionData data) =>
        IsTag(data) ? $"'{data.SubString}'" : $"{data.ExpressionType} '{data.SubString}'";

    private static string Name(bool isOrderly) => isOrderly ? "orderly" : "concurrent";

    private static partial class Log
    {
        [LoggerMessage(
            2671,
            LogLevel.Warning,
            "Client {ClientId} joins group {Group}, whose members {Others} differ from it: {Differences}. Brokers keep one subscription per group, so messages may be missed; configure all members alike."
        )]
        public static partial void Differs(ILogger logger, string clientId, string group, string others, string differences);

        [LoggerMessage(2672, LogLevel.Information, "Group {Group} could not be compared with its other members: {Reason}.")]
        public static partial void NotCompared(ILogger logger, Exception? exception, string group, string reason);

        [LoggerMessage(
            2673,
            LogLevel.Information,
            "Member {Other} of group {Group} does not say whether it is orderly, so this was not compared."
        )]
        public static partial void OrderUnknown(ILogger logger, Exception exception, string other, string group);
    }
}
