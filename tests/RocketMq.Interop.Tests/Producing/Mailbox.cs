using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>What the members of a group handled, in their order, and tasks that complete when enough different messages are there.</summary>
internal sealed class Mailbox
{
    private readonly Lock _gate = new();
    private readonly List<(string Member, ReceivedMessage Message)> _all = [];
    private readonly HashSet<string> _ids = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];

    /// <summary>Every message once, in the order of first handling.</summary>
    public IReadOnlyList<ReceivedMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _all.Select(entry => entry.Message).DistinctBy(message => message.OffsetMessageId)];
        }
    }

    public IReadOnlyList<string> Bodies => [.. Messages.Select(BodyOf)];

    public static string BodyOf(ReceivedMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    /// <summary>Handles as a member of that name.</summary>
    public MessageHandler HandlerOf(string member) =>
        (message, _) =>
        {
            Add(member, message.Detach());
            return new(ConsumeResult.Success);
        };

    public ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken ct) => HandlerOf("only")(message, ct);

    /// <summary>How many messages each member handled.</summary>
    public Dictionary<string, int> CountByMember()
    {
        lock (_gate)
            return _all.CountBy(entry => entry.Member).ToDictionary();
    }

    /// <summary>Completes when so many different messages were handled.</summary>
    public Task Reaching(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_ids.Count >= count)
                reached.SetResult();
            _waits.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Every queue's messages were first handled in the order in which they lie in it.</summary>
    public void ShouldBeInOrderPerQueue()
    {
        foreach (IGrouping<MessageQueue, ReceivedMessage> queue in Messages.GroupBy(message => message.Queue))
            queue.Select(message => message.QueueOffset).ShouldBeInOrder(SortDirection.Ascending, queue.Key.ToString());
    }

    private void Add(string member, ReceivedMessage message)
    {
        lock (_gate)
        {
            _all.Add((member, message));
            _ids.Add(message.OffsetMessageId);
            foreach ((int count, TaskCompletionSource reached) in _waits)
            {
                if (_ids.Count >= count)
                    reached.TrySetResult();
            }
        }
    }
}
