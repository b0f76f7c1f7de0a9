namespace RocketMq.Broker;

/// <summary>Access control of an <see cref="EmbeddedBroker"/>: every request to the broker must be signed by an account. Read once at the start.</summary>
/// <remarks>
/// Accounts have the form of <c>plain_acl.yml</c>; refusals have the code and words of a 5.3 broker, NO_PERMISSION (16). As on a cluster where only the
/// brokers ask for credentials, the name server answers everybody.
/// </remarks>
public sealed class AclOptions
{
    /// <summary>The users.</summary>
    /// <value>Default: none, so that nobody gets in.</value>
    public IList<AclAccount> Accounts { get; init; } = [];

    /// <summary>Addresses from which requests are taken unsigned and unchecked, in the form of <see cref="AclAccount.WhiteRemoteAddress"/>.</summary>
    /// <value>Default: none.</value>
    public IList<string> WhiteRemoteAddresses { get; init; } = [];
}
