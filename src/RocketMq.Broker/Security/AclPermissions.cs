namespace RocketMq.Broker;

/// <summary>What an account may do with a topic or a group.</summary>
[Flags]
public enum AclPermissions
{
    /// <summary>Nothing (DENY in <c>plain_acl.yml</c>).</summary>
    None = 0,

    /// <summary>Send to the topic (PUB).</summary>
    Publish = 1,

    /// <summary>Consume the topic, or consume in the group (SUB).</summary>
    Subscribe = 2,

    /// <summary>Both (PUB|SUB, ANY).</summary>
    All = Publish | Subscribe,
}
