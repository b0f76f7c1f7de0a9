namespace RocketMq.Testing;

/// <summary>What a <see cref="ProxyLink"/> does with connections and bytes.</summary>
public enum LinkState
{
    /// <summary>Bytes pass, except where an armed fault says otherwise.</summary>
    Open,

    /// <summary>Nothing passes and nothing is lost: everything goes on where it stood when the link is opened again.</summary>
    Frozen,

    /// <summary>Half-open: connections are accepted and bytes are taken, and nobody ever answers.</summary>
    Silent,

    /// <summary>Nobody listens: connections are reset and new ones refused.</summary>
    Refusing,
}
