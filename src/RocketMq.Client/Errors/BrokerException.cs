using RocketMq.Protocol;

namespace RocketMq;

/// <summary>A broker answered a request with an error.</summary>
public sealed class BrokerException : RocketMqException
{
    /// <summary>Creates an error; reason and transience follow from the code.</summary>
    /// <param name="code">The broker's answer.</param>
    /// <param name="remark">The broker's own words, if it had any.</param>
    /// <param name="brokerName">The broker, by name or address.</param>
    /// <param name="request">What was asked, to continue "Broker X refused".</param>
    public BrokerException(ResponseCode code, string? remark, string brokerName, string request)
        : base(
            ReasonOf(code, remark),
            Describe(code, remark, brokerName, request),
            ResponseCodeTraits.Of(code).IsTransient && !IsAccessRefusedBy(code, remark)
        )
    {
        Code = code;
        Remark = remark;
        BrokerName = brokerName;
    }

    /// <summary>The broker's answer.</summary>
    public ResponseCode Code { get; }

    /// <summary>The broker's own words, if it had any.</summary>
    public string? Remark { get; }

    /// <summary>The broker, by name or address.</summary>
    public string BrokerName { get; }

    /// <summary>Whether access control refused the request: every broker of the cluster knows the same users and will say the same.</summary>
    internal bool IsAccessRefused => IsAccessRefusedBy(Code, Remark);

    private static RocketMqErrorReason ReasonOf(ResponseCode code, string? remark) =>
        IsAccessRefusedBy(code, remark) ? RocketMqErrorReason.PermissionDenied : ResponseCodeTraits.Of(code).Reason;

    // Access control up to 5.2 answers SYSTEM_ERROR with the name of its exception; later it answers NO_PERMISSION, as a topic without write
    // permission does, and only the words tell them apart.
    private static bool IsAccessRefusedBy(ResponseCode code, string? remark) =>
        code switch
        {
            ResponseCode.SystemError => remark is not null && remark.Contains("AclException", StringComparison.Ordinal),
            ResponseCode.NoPermission => remark is not null && AccessRemarks.Any(part => remark.Contains(part, StringComparison.Ordinal)),
            _ => false,
        };

    private static readonly string[] AccessRemarks =
    [
        "username cannot be null",
        "check signature failed",
        " is not found",
        " is disabled",
        "has no permission to access",
    ];

    private static string Describe(ResponseCode code, string? remark, string brokerName, string request)
    {
        string text = $"Broker {brokerName} refused {request}: {code} ({(int)code})";
        if (!string.IsNullOrWhiteSpace(remark))
            text += $", \"{remark.Trim()}\"";
        return (IsAccessRefusedBy(code, remark) ? AccessAdvice : ResponseCodeTraits.Of(code).Advice) is { } advice
            ? $"{text}. {advice}"
            : $"{text}.";
    }

    private const string AccessAdvice =
        "Check RocketMqClientOptions.Credentials, and what that user may do (mqadmin getUser, getAcl; up to 5.2 plain_acl.yml).";
}
