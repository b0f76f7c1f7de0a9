namespace RocketMq;

/// <summary>What became of the requests of a client so far.</summary>
/// <param name="InFlight">Requests that wait for their reply now.</param>
/// <param name="Answered">Requests whose reply came in time.</param>
/// <param name="TimedOut">Requests whose time was over first.</param>
/// <param name="Late">Replies that nobody waited for any more: too late, given up, or a second one.</param>
public readonly record struct RequestStatistics(int InFlight, long Answered, long TimedOut, long Late);
