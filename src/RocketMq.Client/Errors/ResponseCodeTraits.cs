using System.Collections.Frozen;

namespace RocketMq;

/// <summary>What a broker's refusal means, code by code: the one place that knows.</summary>
/// <param name="Reason">What went wrong, in this client's terms.</param>
/// <param name="IsTransient">Whether the same request may succeed later.</param>
/// <param name="IsBrokersFault">Whether the code tells of the broker's state and not of the request.</param>
/// <param name="IsTurnedAway">Whether the broker did not even look at the request, so that it can be said again without being done twice.</param>
/// <param name="Advice">What to do.</param>
internal sealed record ResponseCodeTraits(
    RocketMqErrorReason Reason,
    bool IsTransient = false,
    bool IsBrokersFault = false,
    bool IsTurnedAway = false,
    string? Advice = null
)
{
    private const string SlowDown = "Send more slowly, or try again after a pause.";

    private static readonly ResponseCodeTraits Unknown = new(RocketMqErrorReason.Unknown);

    private static readonly FrozenDictionary<ResponseCode, ResponseCodeTraits> Known = new Dictionary<ResponseCode, ResponseCodeTraits>
    {
        [ResponseCode.SystemError] = new(RocketMqErrorReason.Unknown, IsTransient: true, IsBrokersFault: true),
        [ResponseCode.SystemBusy] = new(RocketMqErrorReason.Throttled, true, true, true, SlowDown),
        [ResponseCode.FlowControl] = new(RocketMqErrorReason.Throttled, true, true, true, SlowDown),
        [ResponseCode.PollingFull] = new(RocketMqErrorReason.Throttled, IsTransient: true),
        [ResponseCode.ServiceNotAvailable] = new(
            RocketMqErrorReason.BrokerUnreachable,
            IsTransient: true,
            IsBrokersFault: true,
            IsTurnedAway: true,
            "The broker is starting, stopping, a replica, or its disk is full; try again later."
        ),
        [ResponseCode.GoAway] = new(RocketMqErrorReason.BrokerUnreachable, IsTransient: true, IsBrokersFault: true, IsTurnedAway: true),
        [ResponseCode.RequestCodeNotSupported] = new(RocketMqErrorReason.NotSupported),
        [ResponseCode.VersionNotSupported] = new(RocketMqErrorReason.NotSupported),
        [ResponseCode.MessageIllegal] = new(
            RocketMqErrorReason.InvalidMessage,
            Advice: "Check topic, body size and properties against the broker's limits (maxMessageSize)."
        ),
        [ResponseCode.NoPermission] = new(
            RocketMqErrorReason.PermissionDenied,
            Advice: "Check the topic's permission on that broker (mqadmin updateTopicPerm) and the credentials."
        ),
        [ResponseCode.TopicNotExist] = new(
            RocketMqErrorReason.TopicNotFound,
            Advice: "Create the topic (Administration.CreateTopicAsync or mqadmin updateTopic); this broker does not create it by itself."
        ),
        [ResponseCode.SubscriptionGroupNotExist] = new(
            RocketMqErrorReason.GroupNotFound,
            Advice: "Create the group (mqadmin updateSubGroup); this broker does not create it by itself."
        ),
        [ResponseCode.SubscriptionNotExist] = new(RocketMqErrorReason.InvalidSubscription),
        [ResponseCode.SubscriptionNotLatest] = new(RocketMqErrorReason.InvalidSubscription),
        [ResponseCode.SubscriptionParseFailed] = new(RocketMqErrorReason.InvalidSubscription),
        [ResponseCode.QueryNotFound] = new(RocketMqErrorReason.NotFound),
        [ResponseCode.NoMessage] = new(RocketMqErrorReason.NotFound),
        [ResponseCode.ConsumerNotOnline] = new(RocketMqErrorReason.NotFound),
        [ResponseCode.InvalidParameter] = new(RocketMqErrorReason.InvalidRequest),
    }.ToFrozenDictionary();

    public static ResponseCodeTraits Of(ResponseCode code) => Known.GetValueOrDefault(code, Unknown);
}
