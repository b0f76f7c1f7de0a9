using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using RocketMq.Broker.Groups;
using RocketMq.Broker.Storage;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Transactions;

/// <summary>Asks one live producer of a group, in turn, what is to become of a half message (39, one-way; broker reference 3.11).</summary>
internal sealed partial class TransactionQuestions(ProducerGroups producers, string brokerName, ILogger logger)
{
    private static readonly Utf8Text HalfTopic = Utf8Text.Encode(TopicRules.HalfTopic);

    private readonly Utf8Text _brokerName = Utf8Text.Encode(brokerName);
    private uint _turn;

    /// <summary>
    /// Puts the question to a producer whose connection has taken the one before, and waits for one. Where no producer of the group is
    /// connected nothing happens; the next round tries again.
    /// </summary>
    public async ValueTask AskAsync(HalfMessage half, MessageRecord record)
    {
        if (await FindMemberAsync(half.Group).ConfigureAwait(false) is not { } member)
        {
            Log.NobodyThere(logger, half.Group, half.QueueOffset);
            return;
        }
        var properties = PropertiesText.Parse(record.Properties.Span);
        var id = properties.GetValueOrDefault(MessagePropertyNames.UniqueId, "");
        var header = new CheckTransactionStateRequestHeader
        {
            Topic = HalfTopic,
            TransactionStateTableOffset = record.QueueOffset,
            CommitLogOffset = record.CommitLogOffset,
            MessageId = id,
            TransactionId = id,
            OffsetMessageId = record.OffsetMessageId,
            BrokerName = _brokerName,
        };
        member.Channel.LastQuestion = SendAsync(member, half, header, Restore(half, record, properties));
    }

    // A question is as large as its message: a client that does not read is to have one waiting, not all that there are.
    private async ValueTask<GroupMember?> FindMemberAsync(string group)
    {
        while (true)
        {
            GroupMember[] members = [.. producers.MembersOf(group).Where(member => member.Channel.Connection.IsOpen)];
            if (members.Length == 0)
                return null;
            var turn = Interlocked.Increment(ref _turn);
            for (uint next = 0; next < members.Length; next++)
                if (members[(turn + next) % members.Length] is { Channel.LastQuestion.IsCompleted: true } member)
                    return member;
            await Task.WhenAny(members.Select(member => member.Channel.LastQuestion)).ConfigureAwait(false);
        }
    }

    /// <summary>The message as its producer sent it, to the topic and queue that it is meant for.</summary>
    private static byte[] Restore(HalfMessage half, in MessageRecord record, Dictionary<string, string> properties)
    {
        properties[MessagePropertyNames.TransactionCheckTimes] = half.Checks.ToString(CultureInfo.InvariantCulture);
        properties[MessagePropertyNames.Wait] = "false";
        ParkedRecord.TryReadTarget(record.Properties.Span, out var topicName, out var queueId);
        var fields = RecordCopy.Of(record, PropertiesCopy.Encode(properties), record.ReconsumeTimes).Fields with
        {
            Topic = Encoding.UTF8.GetString(topicName),
            QueueId = queueId,
            QueueOffset = record.QueueOffset,
            CommitLogOffset = record.CommitLogOffset,
            StoreTimestamp = record.StoreTimestamp,
        };
        using var buffer = new GrowableBuffer();
        MessageRecordWriter.Write(buffer, fields);
        return buffer.WrittenSpan.ToArray();
    }

    private async Task SendAsync(GroupMember member, HalfMessage half, CheckTransactionStateRequestHeader header, byte[] body)
    {
        try
        {
            await member.Channel.Connection.SendOneWayAsync(header, body).ConfigureAwait(false);
        }
        catch (RemotingException failure)
        {
            Log.NotAsked(logger, failure, member.ClientId, half.Group, half.QueueOffset);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            3211,
            LogLevel.Warning,
            "No producer of group {Group} is connected that could be asked about half message {Offset}; the next round tries again."
        )]
        public static partial void NobodyThere(ILogger logger, string group, long offset);

        [LoggerMessage(
            3212,
            LogLevel.Warning,
            "Client {ClientId} of producer group {Group} could not be asked about half message {Offset}."
        )]
        public static partial void NotAsked(ILogger logger, Exception failure, string clientId, string group, long offset);
    }
}
