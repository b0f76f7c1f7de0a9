namespace RocketMq.Protocol;

/// <summary>How hard a level looks for matches.</summary>
/// <param name="Attempts">How many earlier places with the same hash are compared.</param>
/// <param name="Lookahead">How many later positions may offer a better match before one is taken.</param>
/// <param name="ChainBits">How many positions are remembered, as a power of two.</param>
internal readonly record struct SearchEffort(int Attempts, int Lookahead, int ChainBits)
{
    /// <param name="level">1 to 9, each slower and denser than the one before.</param>
    public static SearchEffort OfLevel(int level) =>
        level switch
        {
            1 => new(1, 0, 17),
            2 => new(3, 0, 17),
            3 => new(6, 0, 17),
            4 => new(4, 1, 18),
            5 => new(8, 1, 18),
            6 => new(16, 1, 18),
            7 => new(32, 2, 20),
            8 => new(64, 2, 20),
            _ => new(128, 2, 20),
        };
}
