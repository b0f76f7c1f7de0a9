namespace RocketMq.Protocol;

/// <summary>The bits of a header's <c>flag</c> field.</summary>
[Flags]
public enum CommandFlags
{
    /// <summary>A request that wants an answer.</summary>
    None = 0,

    /// <summary>The frame answers the request with the same opaque number.</summary>
    Response = 1,

    /// <summary>A request that must not be answered.</summary>
    OneWay = 2,
}
