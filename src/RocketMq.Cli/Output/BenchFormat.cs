namespace RocketMq.Cli.Output;

/// <summary>How a measurement is printed.</summary>
internal enum BenchFormat
{
    /// <summary>A table for people.</summary>
    Table,

    /// <summary>One line of JSON for programs.</summary>
    Json,
}
