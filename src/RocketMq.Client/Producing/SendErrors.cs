using System.Text;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>The errors of sends, worded in one place.</summary>
internal static class SendErrors
{
    private const string MayBeStored =
        "A request that was sent may have been stored although its answer is missing: sending it again can deliver it twice.";

    public static RocketMqException EmptyBody(string topic) =>
        new(RocketMqErrorReason.InvalidMessage, $"The message for topic '{topic}' has no body; brokers refuse empty bodies.");

    public static RocketMqException BodyTooLarge(string topic, int size, int limit) =>
        new(
            RocketMqErrorReason.MessageTooLarge,
            $"The message for topic '{topic}' has a body of {size:N0} bytes; ProducerOptions.MaxMessageSize is {limit:N0}. Split it, or store "
                + "the content elsewhere and send a reference. A higher limit also needs a higher maxMessageSize on the broker (default 4 MiB)."
        );

    public static RocketMqException PropertiesTooLarge(string topic, int size) =>
        new(
            RocketMqErrorReason.MessageTooLarge,
            $"The message for topic '{topic}' has properties of {size:N0} bytes (tag, keys, order key and user properties together); "
                + $"the protocol carries at most {PropertiesEncoder.MaxBytes:N0}. Move data into the body."
        );

    public static RocketMqException Vetoed(string topic, Type hook, string objection, Exception? exception) =>
        new(
            RocketMqErrorReason.Vetoed,
            $"The message for topic '{topic}' was not sent: {hook.Name} of RocketMqClientOptions.CheckForbiddenHooks objects: {objection}",
            isTransient: false,
            exception
        );

    public static RocketMqException InvalidTopic(string topic, string reason) =>
        new(RocketMqErrorReason.InvalidMessage, $"A message cannot be sent to topic '{topic}': {reason}");

    public static RocketMqException InvalidProperty(string topic, string what, string problem) =>
        new(RocketMqErrorReason.InvalidMessage, $"The message for topic '{topic}' has {what} {problem}");

    public static RocketMqException QueueNotInRoute(in MessageQueue queue, IReadOnlyList<MessageQueue> queues) =>
        new(
            RocketMqErrorReason.RouteNotFound,
            $"The message is to go to queue {queue.QueueId} of topic '{queue.Topic}' on broker '{queue.BrokerName}', which is not among the "
                + $"{queues.Count} writable queues of its route. Take the queue from Producer.GetPublishQueuesAsync.",
            isTransient: true
        );

    public static RocketMqException SelectedOutside(int index, int count, string topic) =>
        new(
            RocketMqErrorReason.InvalidRequest,
            $"The function of QueueSelection.By returned {index} for topic '{topic}', which has {count} writable queues; it must return "
                + $"0 to {count - 1}."
        );

    public static RocketMqException NoBrokerInRooms(string topic, IReadOnlySet<string> rooms, IReadOnlyList<MessageQueue> queues) =>
        new(
            RocketMqErrorReason.RouteNotFound,
            $"No broker of topic '{topic}' is in the machine room(s) {string.Join(", ", rooms)}: its writable queues are on "
                + $"{string.Join(", ", queues.Select(queue => queue.BrokerName).Distinct(StringComparer.Ordinal))}. Create the topic on a "
                + "broker whose name begins with the room and '-' or '@', or name other rooms.",
            isTransient: true
        );

    public static RocketMqException NoRoom(string topic, SendGate gate, TimeSpan limit) =>
        new(
            RocketMqErrorReason.Overloaded,
            $"Sending to topic '{topic}' found no room for {limit.TotalMilliseconds:0} ms (ProducerOptions.SendTimeout): "
                + $"ProducerOptions.Backpressure.{gate}, and too few sends ended. Nothing was sent. Send more slowly, or raise the limit.",
            isTransient: true
        );

    /// <summary>What a failed attempt becomes when nothing is left to try.</summary>
    public static Exception Failed(string topic, IReadOnlyList<SendFailure> failures, TimeSpan elapsed)
    {
        Exception last = failures[^1].Exception;
        if (last is RocketMqException && (failures.Count == 1 || last is BrokerException))
            return last;
        bool maySent = failures.Any(failure => failure.Exception is RemotingException { WasSent: true });
        StringBuilder text = new();
        text.Append($"Sending to topic '{topic}' failed after {failures.Count} attempt(s) in {elapsed.TotalMilliseconds:0} ms: ");
        text.AppendJoin("; ", failures.Select(failure => $"{failure.Broker}: {failure.Exception.Message}"));
        text.Append(maySent ? $" {MayBeStored}" : " Nothing was sent; try again when the broker can be reached.");
        return new RocketMqException(RemotingErrors.ReasonOf(last), text.ToString(), RemotingErrors.IsTransient(last), last);
    }

    public static RocketMqException TimedOut(string topic, IReadOnlyList<SendFailure> failures, TimeSpan limit)
    {
        string tried =
            failures.Count == 0
                ? "the time went into making it ready, waiting for room, looking up the route and connecting"
                : string.Join("; ", failures.Select(failure => $"{failure.Broker}: {failure.Exception.Message}"));
        bool maySent = failures.Any(failure => failure.Exception is RemotingException { WasSent: true });
        return new RocketMqException(
            RocketMqErrorReason.Timeout,
            $"Sending to topic '{topic}' took longer than ProducerOptions.SendTimeout ({limit.TotalMilliseconds:0} ms): {tried}."
                + (maySent ? $" {MayBeStored}" : " Nothing was sent."),
            isTransient: true,
            failures.Count == 0 ? null : failures[^1].Exception
        );
    }

    public static RocketMqException RouteTimedOut(string topic, IReadOnlyList<RemotingEndPoint> nameServers, TimeSpan limit) =>
        new(
            RocketMqErrorReason.Timeout,
            $"Sending to topic '{topic}' took longer than ProducerOptions.SendTimeout ({limit.TotalMilliseconds:0} ms): its route was "
                + $"still being asked of the name server(s) {string.Join(", ", nameServers)}. Nothing was sent.",
            isTransient: true
        );
}
