namespace RocketMq.Broker;

/// <summary>A user of an <see cref="EmbeddedBroker"/> with access control. Read once at the start. Not thread-safe.</summary>
public sealed class AclAccount
{
    /// <summary>Creates an account that may send to and consume every topic, in every group.</summary>
    /// <param name="accessKey">The user's name, as clients send it.</param>
    /// <param name="secretKey">The secret with which clients sign.</param>
    public AclAccount(string accessKey, string secretKey)
    {
        AccessKey = accessKey;
        SecretKey = secretKey;
    }

    /// <summary>The user's name.</summary>
    public string AccessKey { get; }

    /// <summary>The secret.</summary>
    public string SecretKey { get; }

    /// <summary>Whether the user may do everything, creating and deleting topics and groups included.</summary>
    /// <value>Default false.</value>
    public bool IsAdmin { get; init; }

    /// <summary>Addresses from which this user's requests are taken unsigned and unchecked.</summary>
    /// <value>Default empty: none. <c>*</c>, or IPv4 patterns such as <c>10.0.0.*</c>, <c>10.0.0.1-20</c>, <c>10.0.0.{1,2}</c>, separated by commas.</value>
    public string WhiteRemoteAddress { get; init; } = string.Empty;

    /// <summary>What holds for topics that <see cref="TopicPermissions"/> does not name.</summary>
    /// <value>Default <see cref="AclPermissions.All"/>.</value>
    public AclPermissions DefaultTopicPermission { get; init; } = AclPermissions.All;

    /// <summary>What holds for groups that <see cref="GroupPermissions"/> does not name.</summary>
    /// <value>Default <see cref="AclPermissions.All"/>.</value>
    public AclPermissions DefaultGroupPermission { get; init; } = AclPermissions.All;

    /// <summary>What holds for single topics.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, AclPermissions> TopicPermissions { get; init; } =
        new Dictionary<string, AclPermissions>(StringComparer.Ordinal);

    /// <summary>What holds for single consumer groups; a group's retry topic counts as the group.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, AclPermissions> GroupPermissions { get; init; } =
        new Dictionary<string, AclPermissions>(StringComparer.Ordinal);
}
