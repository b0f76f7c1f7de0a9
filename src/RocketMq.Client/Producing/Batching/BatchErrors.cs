namespace RocketMq.Producing;

/// <summary>The errors of batches, worded in one place.</summary>
internal static class BatchErrors
{
    public static RocketMqException DifferentTopics(string first, string other, int number) =>
        Invalid(first, $"message {number} is for topic '{other}'; a batch goes to one topic. Send one batch per topic.");

    public static RocketMqException DifferentWaiting(string topic, int number) =>
        Invalid(
            topic,
            $"message {number} has another WaitForStore than message 0; all of a batch are answered together. Send two batches."
        );

    public static RocketMqException RetryTopic(string topic) =>
        Invalid(topic, "it is a consumer group's retry topic, and brokers take retries only one by one. Send them singly.");

    public static BatchSendException Failed(string topic, int count, IReadOnlyList<SendReceipt> stored, Exception failure)
    {
        string who =
            stored.Count == 0 ? "none of them was confirmed" : $"messages 0 to {stored.Count - 1} were stored, the others not confirmed";
        return new BatchSendException(
            RemotingErrors.ReasonOf(failure),
            $"Sending a batch of {count} messages to topic '{topic}' failed, {who}: {failure.Message} Send again only those that have no "
                + "receipt in BatchSendException.Receipts.",
            RemotingErrors.IsTransient(failure),
            failure,
            [.. stored.Select(static receipt => (SendReceipt?)receipt), .. Enumerable.Repeat<SendReceipt?>(null, count - stored.Count)]
        );
    }

    private static RocketMqException Invalid(string topic, string problem) =>
        new(RocketMqErrorReason.InvalidMessage, $"The batch for topic '{topic}' cannot be sent: {problem}");
}
