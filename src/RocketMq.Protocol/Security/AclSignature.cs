using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Signs requests for brokers with access control: HMAC-SHA1, keyed with the secret, over the values of all header fields in the
/// order of their names (the signature itself left out) followed by the body; written in Base64.
/// </summary>
public static class AclSignature
{
    /// <summary>The field that names the user.</summary>
    public const string AccessKeyField = "AccessKey";

    /// <summary>The field that holds the signature.</summary>
    public const string SignatureField = "Signature";

    /// <summary>The field that holds a temporary token.</summary>
    public const string SecurityTokenField = "SecurityToken";

    /// <summary>Signs a request.</summary>
    /// <param name="fields">All header fields, those for the user and the token included.</param>
    /// <param name="body">The body.</param>
    /// <param name="secretKey">The user's secret.</param>
    /// <returns>The value of <see cref="SignatureField"/>.</returns>
    public static string Sign(IEnumerable<KeyValuePair<string, string>> fields, ReadOnlySpan<byte> body, string secretKey)
    {
        using GrowableBuffer content = new();
        WriteContent(content, fields, body);
        return Compute(content.WrittenSpan, secretKey);
    }

    /// <summary>Writes what is signed.</summary>
    /// <param name="output">Where to append.</param>
    /// <param name="fields">All header fields.</param>
    /// <param name="body">The body.</param>
    public static void WriteContent(GrowableBuffer output, IEnumerable<KeyValuePair<string, string>> fields, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(fields);
        foreach ((string name, string value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (name != SignatureField)
                Utf8TextWriting.Write(output, value, HeaderFormat.Binary);
        }

        output.Write(body);
    }

    /// <summary>Computes a signature over bytes.</summary>
    /// <param name="content">What is signed.</param>
    /// <param name="secretKey">The secret.</param>
    /// <returns>Base64.</returns>
    [SuppressMessage("Security", "CA5350", Justification = "Brokers compute exactly this signature; the algorithm is not ours to choose.")]
    public static string Compute(ReadOnlySpan<byte> content, string secretKey)
    {
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Encoding.UTF8.GetBytes(secretKey), content, hash);
        return Convert.ToBase64String(hash);
    }
}
