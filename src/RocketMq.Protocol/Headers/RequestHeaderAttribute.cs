namespace RocketMq.Protocol;

/// <summary>Marks a partial record struct as the header of a request; its codec is generated.</summary>
/// <param name="code">The code requests with this header usually have.</param>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class RequestHeaderAttribute(RequestCode code) : Attribute
{
    /// <summary>The code requests with this header usually have.</summary>
    public RequestCode Code { get; } = code;
}
