using RocketMq.Protocol;

namespace RocketMq;

/// <summary>The access key with which a client signs its requests, for clusters with access control. Immutable and thread-safe.</summary>
/// <remarks>
/// The signature (HMAC-SHA1 over field values and body) proves who sent a request and that nobody changed it, but hides nothing and can be
/// repeated by whoever reads it: use <see cref="RocketMqClientOptions.Tls"/> where others can listen.
/// </remarks>
public sealed class AclCredentials : ICredentialsProvider
{
    /// <summary>Creates credentials.</summary>
    /// <param name="accessKey">The user's name; it travels in clear text.</param>
    /// <param name="secretKey">The secret, which never travels.</param>
    /// <param name="securityToken">The token of temporary credentials; null for none.</param>
    /// <exception cref="ArgumentException">Access key or secret is null or empty.</exception>
    public AclCredentials(string accessKey, string secretKey, string? securityToken = null)
    {
        Key = new SigningKey(accessKey, secretKey, securityToken);
        AccessKey = accessKey;
    }

    /// <summary>The user's name.</summary>
    public string AccessKey { get; }

    AclCredentials ICredentialsProvider.Current => this;

    internal SigningKey Key { get; }

    /// <summary>The user's name; never the secret.</summary>
    public override string ToString() => AccessKey;
}
