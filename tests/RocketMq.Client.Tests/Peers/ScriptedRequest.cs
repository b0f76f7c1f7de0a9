using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Tests.Peers;

/// <summary>A request that a scripted peer received, copied out of its frame.</summary>
internal sealed record ScriptedRequest(RequestCode Code, Dictionary<string, string> Fields, byte[] Body, bool IsOneWay, string? Remark)
{
    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>The message properties of a send request.</summary>
    public Dictionary<string, string> Properties => PropertiesText.Parse(Encoding.UTF8.GetBytes(Fields["i"]));

    /// <summary>The messages of a batch request.</summary>
    public IReadOnlyList<(string Text, int Flag, Dictionary<string, string> Properties)> Members
    {
        get
        {
            List<(string, int, Dictionary<string, string>)> members = [];
            for (int position = 0; BatchDecoder.TryRead(Body, ref position, out BatchMember member); )
                members.Add((Encoding.UTF8.GetString(member.Body.Span), member.Flag, PropertiesText.Parse(member.Properties.Span)));
            return members;
        }
    }

    public int QueueId => int.Parse(Fields["e"], System.Globalization.CultureInfo.InvariantCulture);

    public static ScriptedRequest Copy(RemotingFrame frame) =>
        new(frame.RequestCode, frame.Header.ToDictionary(), frame.Body.ToArray(), frame.IsOneWay, frame.Remark.ToStringOrNull());
}
