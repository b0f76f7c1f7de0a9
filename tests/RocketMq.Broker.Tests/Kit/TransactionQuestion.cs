using System.Globalization;

namespace RocketMq.Broker.Tests.Kit;

/// <summary>A check of a half message (39) as a client received it.</summary>
internal sealed record TransactionQuestion(IReadOnlyDictionary<string, string> Fields, MessageRecord Record)
{
    public IReadOnlyDictionary<string, string> Properties => PropertiesText.Parse(Record.Properties.Span);

    public static TransactionQuestion Of(in RemotingFrame frame)
    {
        frame.IsOneWay.ShouldBeTrue();
        var position = 0;
        MessageRecordReader.TryRead(frame.Body.ToArray(), ref position, out var record).ShouldBeTrue();
        return new TransactionQuestion(frame.Header.ToDictionary(), record);
    }

    /// <summary>What a producer answers.</summary>
    public EndTransactionRequestHeader Answer(SystemFlags decision) =>
        new()
        {
            ProducerGroup = Properties["PGROUP"],
            TransactionStateTableOffset = long.Parse(Fields["tranStateTableOffset"], CultureInfo.InvariantCulture),
            CommitLogOffset = long.Parse(Fields["commitLogOffset"], CultureInfo.InvariantCulture),
            CommitOrRollback = (int)decision,
            FromTransactionCheck = true,
            MessageId = Fields["msgId"],
            TransactionId = Fields["transactionId"],
        };
}
