namespace RocketMq;

/// <summary>Whether a send waits for an answer.</summary>
public enum SendMode
{
    /// <summary>The broker answers.</summary>
    Confirmed = 0,

    /// <summary>Nobody answers.</summary>
    OneWay = 1,
}
