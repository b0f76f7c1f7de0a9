namespace RocketMq.Protocol;

/// <summary>The bits of a topic's or broker's <c>perm</c>.</summary>
[Flags]
public enum TopicPermissions
{
    /// <summary>Neither readable nor writable.</summary>
    None = 0,

    /// <summary>Serves as a pattern for automatically created topics.</summary>
    Inherit = 0x1,

    /// <summary>Messages can be sent.</summary>
    Write = 0x2,

    /// <summary>Messages can be read.</summary>
    Read = 0x4,

    /// <summary>The broker is preferred.</summary>
    Priority = 0x8,
}
