namespace RocketMq.Typed;

/// <summary>How a message's body is written.</summary>
public enum BodyFormat
{
    /// <summary>MessagePack in MessagePack-CSharp's standard layout. The default.</summary>
    MessagePack = 0,

    /// <summary>JSON with camel-case names, as System.Text.Json's web defaults and Spring services write it; enums by name.</summary>
    Json = 1,
}
