namespace RocketMq.Cli.Benching;

/// <summary>How <c>rmq bench send</c> sends.</summary>
internal enum BenchMode
{
    /// <summary>One message a request, each awaiting its receipt.</summary>
    Single,

    /// <summary>Without answers; what counts is what the broker's queues have got.</summary>
    OneWay,
}
