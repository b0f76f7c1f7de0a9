namespace RocketMq.Testing.Tests.Histories;

/// <summary>A history told by hand: message <c>m3</c> has offset 3 in its queue unless said otherwise.</summary>
internal sealed class Story
{
    public static readonly MessageQueue Queue = new("orders", "broker-a", 0);

    private readonly Dictionary<(string Member, int Number), long> _open = [];

    public VirtualTimeProvider Time { get; } = new();

    public History History => field ??= new History(Time);

    public Story Sent(int number, string? key = null, TimeSpan? delay = null)
    {
        History.SendBegan($"m{number}", key, delay is { } later ? Time.GetUtcNow() + later : null);
        History.SendAcknowledged($"m{number}", Queue, number);
        return this;
    }

    public Story Begins(string member, int number, string? key = null, int attempt = 1, long? offset = null)
    {
        _open[(member, number)] = History.DeliveryBegan(member, $"m{number}", key, Queue, offset ?? number, attempt);
        return this;
    }

    public Story Ends(string member, int number, ConsumeOutcome outcome = ConsumeOutcome.Success)
    {
        History.DeliveryEnded(_open[(member, number)], member, $"m{number}", outcome);
        return this;
    }

    public Story Handles(string member, int number, string? key = null, int attempt = 1, ConsumeOutcome outcome = ConsumeOutcome.Success) =>
        Begins(member, number, key, attempt).Ends(member, number, outcome);

    public Story Commits(long offset) => Tell(history => history.OffsetCommitted(Queue, offset));

    public Story Resets(long offset) => Tell(history => history.OffsetReset(Queue, offset));

    public Story Releases(string member) => Tell(history => history.QueueReleased(member, Queue));

    public Story Loses(string member) => Tell(history => history.MemberLost(member));

    public Story Waits(TimeSpan time) => Tell(_ => Time.Advance(time));

    public void ShouldKeep(IHistoryRule rule) => HistoryChecker.Check(History, [rule]).ToString().ShouldContain($"ok: {rule.Name}");

    /// <summary>The rule is broken once, and says so in words that hold these parts.</summary>
    public void ShouldBreak(IHistoryRule rule, params string[] parts)
    {
        HistoryVerdict verdict = HistoryChecker.Check(History, [rule]);
        verdict.IsClean.ShouldBeFalse();
        verdict.Rules.ShouldHaveSingleItem().Breaches.ShouldBe(1, verdict.ToString());
        string text = verdict.Violations.ShouldHaveSingleItem().ToString();
        text.ShouldStartWith(rule.Name);
        foreach (string part in parts)
            text.ShouldContain(part);
    }

    private Story Tell(Action<History> tell)
    {
        tell(History);
        return this;
    }
}
