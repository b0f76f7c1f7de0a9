using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>One user's access key, secret and token, encoded once for all requests. Immutable and thread-safe.</summary>
public sealed class SigningKey : IRequestSigner
{
    private readonly byte[] _secret;

    /// <summary>Prepares a key.</summary>
    /// <param name="accessKey">The user's name, which travels in clear text.</param>
    /// <param name="secretKey">The secret, which never travels.</param>
    /// <param name="securityToken">A temporary token that goes with them; null for none.</param>
    /// <exception cref="ArgumentException">Access key or secret is null or empty.</exception>
    public SigningKey(string accessKey, string secretKey, string? securityToken = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKey);
        ArgumentException.ThrowIfNullOrEmpty(secretKey);
        AccessKey = Utf8Text.Encode(accessKey);
        SecurityToken = string.IsNullOrEmpty(securityToken) ? default : Utf8Text.Encode(securityToken);
        _secret = Encoding.UTF8.GetBytes(secretKey);
    }

    /// <summary>The user's name.</summary>
    public Utf8Text AccessKey { get; }

    /// <summary>The temporary token, absent if there is none.</summary>
    public Utf8Text SecurityToken { get; }

    SigningKey IRequestSigner.CurrentKey => this;

    /// <summary>Computes the code of some content with the secret.</summary>
    /// <param name="content">What is signed.</param>
    /// <param name="hash">20 bytes to write the code to.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Brokers compute exactly this signature; the algorithm is not ours to choose.")]
    internal void Compute(ReadOnlySpan<byte> content, Span<byte> hash) => HMACSHA1.HashData(_secret, content, hash);
}
