namespace FaultDrill;

/// <summary>What every drill is run with.</summary>
/// <param name="Seed">Decides what is left to chance.</param>
/// <param name="Messages">How many messages flow.</param>
/// <param name="IsOrderly">Whether the consumers are orderly.</param>
internal sealed record DrillOptions(int Seed, int Messages, bool IsOrderly);
