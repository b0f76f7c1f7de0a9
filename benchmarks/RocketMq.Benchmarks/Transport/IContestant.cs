namespace RocketMq.Benchmarks.Transport;

/// <summary>One way to send requests over one connection.</summary>
internal interface IContestant : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Writes to the socket so far.</summary>
    long Sends { get; }

    /// <summary>Sends the benchmark's request again and again, each when the answer to the last one is there and was read.</summary>
    Task CallAsync(Caller caller);
}
