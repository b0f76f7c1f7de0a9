namespace RocketMq;

/// <summary>Where a client takes its credentials from, for example a vault that rotates them. Thread-safe.</summary>
/// <remarks>
/// Asked for every request, so it must answer at once: return the same <see cref="AclCredentials"/> until there are others. What it returns
/// counts from the next request on; connections stay open.
/// </remarks>
public interface ICredentialsProvider
{
    /// <summary>The credentials of the next request; null sends it unsigned.</summary>
    AclCredentials? Current { get; }
}
