namespace RocketMq.Broker.Security;

/// <summary>What a request needs: a permission on a topic or a group, or, with neither name, to be an administrator's.</summary>
/// <param name="Kind">Topic, Group or Cluster, as remarks name it.</param>
/// <param name="Name">The topic, the group or the cluster.</param>
/// <param name="Permission">Any of these is enough; <see cref="AclPermissions.None"/> needs an administrator.</param>
internal readonly record struct AccessNeed(string Kind, string Name, AclPermissions Permission)
{
    public const string TopicKind = "Topic";
    public const string GroupKind = "Group";
    public const string ClusterKind = "Cluster";
}
