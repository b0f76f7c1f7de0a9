namespace RocketMq.Broker.Scheduling;

/// <summary>The messages of one second: where they lie in the timer queue, and which of them were taken back.</summary>
internal sealed class TimerSlot
{
    private HashSet<string>? _recalled;

    public List<long> Offsets { get; } = [];

    public void Recall(string key) => (_recalled ??= new(StringComparer.Ordinal)).Add(key);

    public bool IsRecalled(string key) => _recalled?.Contains(key) == true;
}
