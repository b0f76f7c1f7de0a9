using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Consuming;

/// <summary>
/// Has brokers judge SQL92 expressions before a consumer starts with them: a pull would be refused for ever, and only the log would tell. The
/// reference client asks one broker of a topic; here each is asked, because they may be configured differently.
/// </summary>
internal static partial class SubscriptionCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <exception cref="RocketMqException">A broker cannot compile the expression, or has SQL92 filters switched off.</exception>
    public static async ValueTask RunAsync(
        ConsumerContext context,
        ConsumerSubscription subscription,
        TopicRoute route,
        CancellationToken ct
    )
    {
        if (!subscription.IsSql)
            return;

        foreach (BrokerData broker in route.Data.BrokerDatas)
        {
            if (await AskAsync(context, subscription, broker.BrokerName, ct).ConfigureAwait(false) is { } refusal)
                throw refusal;
        }
    }

    /// <returns>Null unless the broker refuses.</returns>
    private static async ValueTask<RocketMqException?> AskAsync(
        ConsumerContext context,
        ConsumerSubscription subscription,
        string brokerName,
        CancellationToken ct
    )
    {
        var body = new CheckClientConfigBody
        {
            ClientId = context.Session.Settings.ClientId,
            Group = context.Settings.Group,
            SubscriptionData = subscription.Data,
        };
        try
        {
            using RemotingResponse response = await context
                .Session.CallBrokerAsync(brokerName, default(CheckClientConfigRequestHeader), body.ToUtf8Bytes(), Timeout, ct)
                .ConfigureAwait(false);
            return response.Code == ResponseCode.Success ? null : Refused(context, subscription, brokerName, response);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && exception is RemotingException or RocketMqException)
        {
            // A broker that is away must not keep the consumer from the others; it judges the expression when it is back.
            Log.NotChecked(context.Logger, exception, subscription.Data.SubString, subscription.Topic, brokerName);
            return null;
        }
    }

    private static RocketMqException Refused(
        ConsumerContext context,
        ConsumerSubscription subscription,
        string brokerName,
        in RemotingResponse response
    )
    {
        var refusal = new BrokerException(
            response.Code,
            response.Remark,
            brokerName,
            $"the subscription of group '{context.Settings.Names.Unwrap(context.Settings.Group)}' to topic "
                + $"'{subscription.Names.Unwrap(subscription.Topic)}' with SQL92 \"{subscription.Data.SubString}\""
        );
        // A broker without SQL92 filters answers a plain SYSTEM_ERROR.
        return response.Code == ResponseCode.SystemError
            ? new RocketMqException(
                RocketMqErrorReason.NotSupported,
                $"{refusal.Message} Set enablePropertyFilter=true in the broker's configuration, or subscribe by tags.",
                innerException: refusal
            )
            : refusal;
    }

    private static partial class Log
    {
        [LoggerMessage(
            2681,
            LogLevel.Warning,
            "The SQL92 expression '{Expression}' for topic {Topic} could not be checked by broker {Broker}, which does not answer; pulls will tell."
        )]
        public static partial void NotChecked(ILogger logger, Exception exception, string expression, string topic, string broker);
    }
}
