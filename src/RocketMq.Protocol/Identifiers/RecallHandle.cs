using System.Globalization;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Names a message that waits for its time, so that it can be taken back: base64 for URLs, with padding, of <c>v1 topic broker time id</c>.
/// </summary>
/// <param name="Topic">The topic that the message is for.</param>
/// <param name="BrokerName">The broker that holds it.</param>
/// <param name="Time">The text of its time, in milliseconds since 1970; a broker checks it, a client only carries it.</param>
/// <param name="MessageId">Its unique id.</param>
public sealed record RecallHandle(string Topic, string BrokerName, string Time, string MessageId)
{
    private const string Version = "v1";
    private const int FieldCount = 5;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a handle.</summary>
    /// <param name="text">The handle as a send answered it; fields behind the fifth are passed over.</param>
    /// <returns>The handle, or null if the text is none of this version.</returns>
    public static RecallHandle? TryParse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        string padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        byte[] bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out int length))
            return null;
        string[] fields = Decode(bytes.AsSpan(0, length)).Split(' ');
        return fields.Length >= FieldCount && fields[0] == Version ? new RecallHandle(fields[1], fields[2], fields[3], fields[4]) : null;
    }

    /// <summary>Makes the handle of a message.</summary>
    /// <param name="topic">The topic that the message is for.</param>
    /// <param name="brokerName">The broker that holds it.</param>
    /// <param name="time">Its time, in milliseconds since 1970.</param>
    /// <param name="messageId">Its unique id.</param>
    /// <returns>The handle.</returns>
    public static RecallHandle Create(string topic, string brokerName, long time, string messageId) =>
        new(topic, brokerName, time.ToString(CultureInfo.InvariantCulture), messageId);

    /// <summary>The handle as it travels.</summary>
    /// <returns>Base64 with the alphabet for URLs and with padding.</returns>
    public override string ToString() =>
        Convert
            .ToBase64String(Encoding.UTF8.GetBytes($"{Version} {Topic} {BrokerName} {Time} {MessageId}"))
            .Replace('+', '-')
            .Replace('/', '_');

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return string.Empty;
        }
    }
}
