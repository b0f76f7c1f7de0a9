using System.Globalization;
using RocketMq.Broker.Groups;
using RocketMq.Broker.Storage;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>
/// Replies to requests (324, 325): passed on to the client that asked (326), which must have sent a heartbeat as a producer, and stored
/// besides. The answer tells whether the requester took the reply, not whether it was stored (broker reference 4.12).
/// </summary>
internal sealed class ReplyHandler(
    SendTargets targets,
    OffsetMessageIds ids,
    MessageStore store,
    ProducerGroups producers,
    BrokerSettings settings
) : IRequestHandler
{
    private const string NotStored = "0";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.SendReplyMessage, RequestCode.SendReplyMessageV2];

    public async ValueTask HandleAsync(RequestContext context)
    {
        var request = SendRequest.From(context.Request);
        var refusal = targets.Resolve(request, context, out var target);
        if (refusal.IsRefused)
        {
            SendAnswers.Refuse(context, refusal);
            return;
        }
        // The frame's memory may be gone while the requester is awaited.
        var body = context.Request.Body.ToArray();
        var properties = PropertiesText.Parse(request.Properties.Span);
        properties[MessagePropertyNames.Region] = PropertyStamp.Region;
        properties[MessagePropertyNames.TraceOn] = "true";
        var draft = DraftOf(request, properties, body, ClientChannel.Of(context.Connection));
        // Asked first: a reply that its requester has got must not be answered as one that failed.
        if (draft.Fields.Properties.Length > PropertiesText.MaxLength)
        {
            SendAnswers.Refuse(context, new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(settings.MaxMessageSize)));
            return;
        }
        var header = HeaderOf(request, properties, ClientChannel.Of(context.Connection));
        var failure = await PushAsync(header, properties, body).ConfigureAwait(false);
        var answer = new SendMessageResponseHeader
        {
            MessageId = NotStored,
            QueueId = target.AnsweredQueueId,
            Region = PropertyStamp.Region,
            TraceOn = "true",
        };
        if (settings.StoreReplies && !body.AsSpan().IsEmpty && body.Length <= settings.MaxMessageSize)
        {
            var appended = store.Append(target.Queue, draft);
            answer = answer with { MessageId = ids.Format(appended.PhysicalOffset), QueueOffset = appended.QueueOffset };
        }
        context.Reply(failure is null ? ResponseCode.Success : ResponseCode.SystemError, answer, remark: failure);
    }

    private ReplyMessageRequestHeader HeaderOf(in SendRequest request, Dictionary<string, string> properties, ClientChannel replier)
    {
        var now = settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var pushed = properties.Append(KeyValuePair.Create(MessagePropertyNames.PushReplyTime, now.ToString(CultureInfo.InvariantCulture)));
        return new ReplyMessageRequestHeader
        {
            ProducerGroup = request.ProducerGroup.ToString(),
            Topic = request.Topic.ToString(),
            DefaultTopic = request.DefaultTopic.ToString(),
            DefaultTopicQueueNums = request.DefaultTopicQueueNums,
            QueueId = request.QueueId,
            SysFlag = request.SystemFlag,
            BornTimestamp = request.BornTimestamp,
            Flag = request.Flag,
            Properties = Utf8Text.FromUtf8(PropertiesCopy.Encode(pushed)),
            ReconsumeTimes = request.ReconsumeTimes,
            UnitMode = request.UnitMode,
            BornHost = replier.Address.ToString(),
            StoreHost = store.StoreHost.ToString(),
            StoreTimestamp = now,
        };
    }

    private RecordDraft DraftOf(in SendRequest request, Dictionary<string, string> properties, byte[] body, ClientChannel replier) =>
        new(
            new MessageRecordFields
            {
                Body = body,
                BodyCrc = Crc32.Compute(body),
                Properties = PropertiesCopy.Encode(properties),
                Flag = request.Flag,
                SystemFlags = (SystemFlags)request.SystemFlag,
                BornTimestamp = request.BornTimestamp,
                BornHost = replier.Address,
                StoreHost = store.StoreHost,
                ReconsumeTimes = request.ReconsumeTimes,
            },
            TagCodes.JavaHash(properties.GetValueOrDefault(MessagePropertyNames.Tags, ""))
        );

    /// <summary>Passes the reply on; the result says why that did not succeed.</summary>
    private async ValueTask<string?> PushAsync(ReplyMessageRequestHeader header, Dictionary<string, string> properties, byte[] body)
    {
        if (!properties.TryGetValue(MessagePropertyNames.ReplyToClient, out var clientId))
            return Remarks.NoRequesterNamed;
        if (producers.FindClient(clientId) is not { } requester)
            return Remarks.RequesterGone(clientId);
        try
        {
            using var answer = await requester.Channel.Connection.RequestAsync(header, body, Patience).ConfigureAwait(false);
            return answer.Code == ResponseCode.Success ? null : Remarks.ReplyNotTaken(clientId);
        }
        catch (RemotingException)
        {
            // What became of the reply is the answer to its sender; there is nobody else to tell.
            return Remarks.ReplyNotTaken(clientId);
        }
    }
}
