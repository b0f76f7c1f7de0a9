namespace RocketMq.Producing;

/// <summary>Whose turn it is among the queues of a topic. Shared by concurrent sends, so a field, passed by reference.</summary>
internal struct QueueTurn
{
    private int _turn;
    private int _detour;

    private QueueTurn(int turn)
    {
        _turn = turn;
        _detour = turn;
    }

    /// <summary>Producers that start together shall not all begin with the same queue.</summary>
    public static QueueTurn StartAnywhere() => new(Random.Shared.Next());

    public int Next(int count) => Next(ref _turn, count);

    /// <summary>
    /// The turn among those that stand in for a queue that is not wanted. It has a count of its own: with the queues' one, the
    /// stand-ins of a broker would always be the same few.
    /// </summary>
    public int NextDetour(int count) => Next(ref _detour, count);

    private static int Next(ref int counter, int count) => (Interlocked.Increment(ref counter) & int.MaxValue) % count;
}
