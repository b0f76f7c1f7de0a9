using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>The errors of scheduled sends and recalls, worded in one place.</summary>
internal static class SchedulingErrors
{
    // No code of its own: the broker answers SYSTEM_ERROR and says in words that its timers are off.
    private const string TimersOff = "timer message is not enabled";

    public static bool SaysTimersAreOff(BrokerException refusal) =>
        refusal.Code == ResponseCode.SystemError && refusal.Remark?.Contains(TimersOff, StringComparison.Ordinal) == true;

    public static ArgumentOutOfRangeException NotLater(string parameter, object value) =>
        new(parameter, value, "The message is not to be delivered later; send it with SendAsync to have it delivered at once.");

    public static ArgumentOutOfRangeException TooLate(string parameter, object value, TimeSpan limit) =>
        new(
            parameter,
            value,
            $"The delay is longer than ProducerOptions.Scheduling.MaxDelay ({limit}). A longer one also needs a higher timerMaxDelaySec on "
                + "the broker (default 3 days)."
        );

    public static ArgumentOutOfRangeException NoSuchLevel(int level) =>
        new(nameof(level), level, $"Delay levels are counted from 1 to {DelayLevels.Count}.");

    public static RocketMqException NoTimers(string topic, string broker) =>
        new(
            RocketMqErrorReason.NotSupported,
            $"A message of topic '{topic}' is to be delivered at a time of its own, but broker {broker} has no timers: it is older than 5.0, or "
                + "runs with timerWheelEnable=false. Allow delay levels instead (ProducerOptions.Scheduling.Mode). It was not stored there."
        );

    public static RemotingException LostWhileAsked(RemotingEndPoint broker) =>
        new(
            RemotingFailure.ConnectionClosed,
            $"The connection to {broker} was lost when it had just said whether it has timers.",
            wasSent: false
        );

    public static RocketMqException BeyondLevels(string topic, TimeSpan delay, Exception? noTimers) =>
        new(
            RocketMqErrorReason.NotSupported,
            $"A message of topic '{topic}' is to be delivered in {delay}, but the longest delay level is {DelayLevels.Longest}"
                + ", and timers cannot do it: "
                + (noTimers?.Message ?? "ProducerOptions.Scheduling.Mode allows levels only.")
                + " Shorten the delay, or use brokers of 5.0 or later with timerWheelEnable.",
            isTransient: false,
            noTimers
        );

    public static ArgumentException InvalidHandle(string handle) =>
        new($"'{handle}' is no recall handle; take it from the receipt of the scheduled send.", nameof(handle));

    public static ArgumentException HandleOfOtherTopic(string topic, string handleTopic) =>
        new($"The recall handle is for a message of topic '{handleTopic}', not '{topic}'.", nameof(topic));

    public static RocketMqException NotRecalled(BrokerException refusal, RecallHandle handle)
    {
        (RocketMqErrorReason reason, string advice) = refusal.Code switch
        {
            ResponseCode.IllegalOperation => (
                RocketMqErrorReason.InvalidRequest,
                "Its time has come already, so that it is being delivered, or the handle is not from this broker."
            ),
            ResponseCode.NoPermission => (
                RocketMqErrorReason.PermissionDenied,
                "Recalling is off by default: set recallMessageEnable=true on the broker."
            ),
            ResponseCode.RequestCodeNotSupported => (RocketMqErrorReason.NotSupported, "Brokers recall messages since 5.3.2."),
            _ => (refusal.Reason, "The message will be delivered at its time."),
        };
        return new RocketMqException(
            reason,
            $"Message {handle.MessageId} of topic '{handle.Topic}' was not recalled. {refusal.Message} {advice}",
            refusal.IsTransient,
            refusal
        );
    }
}
