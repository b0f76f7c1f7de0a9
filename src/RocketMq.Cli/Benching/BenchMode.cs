namespace RocketMq.Cli.Benching;

/// <summary>How <c>rmq bench send</c> sends.</summary>
internal enum BenchMode
{
    /// <summary>One message a request, each awaiting its receipt.</summary>
    Single,

    /// <summary>Explicit batches, each awaiting its receipts.</summary>
    Batch,

    /// <summary>As single, with a producer that gathers what is sent at the same time into batches.</summary>
    Accumulate,

    /// <summary>Without answers; what counts is what the broker's queues have got.</summary>
    OneWay,
}
