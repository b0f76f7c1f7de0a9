namespace RocketMq.Broker.Processing;

/// <summary>Remarks in the words of Apache RocketMQ, because people search for them and some tools match them.</summary>
internal static class Remarks
{
    private const string Faq = "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";

    public const string SqlUnsupported = "The broker does not support consumer to filter message by SQL92";
    public const string SubscriptionOutdated = "the consumer's subscription not latest";
    public const string GroupUnknownToPull = "the consumer's group info not exist" + Faq;
    public const string SubscriptionUnknownToPull = "the consumer's subscription not exist" + Faq;
    public const string OffsetNotFound = "Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first";
    public const string OffsetNotSet = "Not found, do not set to zero, maybe this group boot first";
    public const string BlankTopic = "The specified topic is blank.";
    public const string RecallForbidden = "recall failed, operation is forbidden";
    public const string RecallHandleInvalid = "recall handle is invalid";
    public const string RecallOfOtherTopic = "recall failed, topic not match";
    public const string RecallOfOtherBroker = "recall failed, broker service not available";
    public const string RecallTimeInvalid = "recall failed, timestamp invalid";
    public const string TimedTransaction = "timer message illegal, a transaction message cannot wait for a time of its own";
    public const string TimersDisabled = "accurate timer message is not enabled, timerWheelEnable is false";

    public const string HalfMessageMissing = "Find prepared transaction message failed";
    public const string DecisionLate =
        "the decision came later than CHECK_IMMUNITY_TIME_IN_SECONDS allows; the answer to a check will count";

    public static string SubscriptionUnparsable(string problem) => $"parse the consumer's subscription failed: {problem}";

    public static string FilterMissing(string problem) =>
        $"The broker's consumer filter data is not exist!Your expression may be wrong! {problem}";

    public static string TopicMissing(string topic) => $"topic[{topic}] not exist, apply first please!" + Faq;

    public const string NoRequesterNamed = "reply message properties[REPLY_TO_CLIENT] is null";

    public static string RequesterGone(string clientId) => $"push reply message fail, channel of <{clientId}> not found.";

    public static string ReplyNotTaken(string clientId) => $"push reply message to {clientId}fail.";

    public static string TopicMissingForRecall(string topic) => $"recall failed, the topic[{topic}] not exist";

    public static string TopicMissingForPull(string topic) => $"topic[{topic}] not exist, apply first please! " + Faq;

    public static string NoRoute(string topic) => $"No topic route info in name server for the topic: {topic}" + Faq;

    public static string GroupMissing(string group) => $"subscription group [{group}] does not exist, " + Faq;

    public static string SystemTopic(string topic) => $"The topic[{topic}] is conflict with system topic.";

    public static string MessageIllegal(int maxMessageSize) =>
        "the message is illegal, maybe msg body or properties length not matched. "
        + $"msg body length limit {maxMessageSize}B, msg properties length limit 32KB.";

    public static string TimerIllegal(TimeSpan maxDelay) =>
        $"timer message illegal, the delay time should not be bigger than the max delay {maxDelay.TotalMilliseconds:0}ms; "
        + "or if set del msg, the delay time should be bigger than the current time";
}
