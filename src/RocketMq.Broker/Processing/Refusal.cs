using RocketMq.Protocol;

namespace RocketMq.Broker.Processing;

/// <summary>Why a request is not carried out; <see cref="None"/> when it is.</summary>
internal readonly record struct Refusal(ResponseCode Code, string Remark)
{
    public static Refusal None => default;

    public bool IsRefused => Code != ResponseCode.Success;
}
