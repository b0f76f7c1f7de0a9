using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Tests.Consuming;

/// <summary>Takes messages back, or refuses to, and remembers where they should go.</summary>
internal sealed class ScriptedReturn : IMessageReturn
{
    private readonly Lock _gate = new();
    private readonly List<ReturnTarget> _targets = [];
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _calledTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Answer { get; set; } = true;

    public bool IsDrop => false;

    public Task Called => _called.Task;

    public Task CalledTwice => _calledTwice.Task;

    public IReadOnlyList<ReturnTarget> Targets
    {
        get
        {
            lock (_gate)
                return [.. _targets];
        }
    }

    public ValueTask<bool> TryReturnAsync(ReceivedMessage message, ReturnTarget target)
    {
        lock (_gate)
        {
            _targets.Add(target);
            _called.TrySetResult();
            if (_targets.Count == 2)
                _calledTwice.TrySetResult();
        }

        return ValueTask.FromResult(Answer);
    }

    public ValueTask<bool> TryDeadLetterAsync(MessageQueue queue, RecordPrefix record, CancellationToken ct) =>
        ValueTask.FromResult(Answer);
}
