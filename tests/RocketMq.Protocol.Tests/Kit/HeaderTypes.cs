using System.Reflection;

namespace RocketMq.Protocol.Tests.Kit;

/// <summary>Which header type a frame has.</summary>
internal static class HeaderTypes
{
    private static readonly Dictionary<int, Type> Requests = CreateRequests();

    private static readonly Dictionary<int, Type> Responses = new()
    {
        [10] = typeof(SendMessageResponseHeader),
        [310] = typeof(SendMessageResponseHeader),
        [320] = typeof(SendMessageResponseHeader),
        [325] = typeof(SendMessageResponseHeader),
        [11] = typeof(PullMessageResponseHeader),
        [361] = typeof(PullMessageResponseHeader),
        [12] = typeof(QueryMessageResponseHeader),
        [14] = typeof(QueryConsumerOffsetResponseHeader),
        [26] = typeof(GetBrokerConfigResponseHeader),
        [29] = typeof(SearchOffsetResponseHeader),
        [30] = typeof(GetMaxOffsetResponseHeader),
        [31] = typeof(GetMinOffsetResponseHeader),
        [32] = typeof(GetEarliestMessageStoreTimeResponseHeader),
        [34] = typeof(HeartbeatResponseHeader),
        [101] = typeof(GetKeyValueConfigResponseHeader),
        [205] = typeof(WipeWritePermissionOfBrokerResponseHeader),
        [327] = typeof(AddWritePermissionOfBrokerResponseHeader),
        [370] = typeof(RecallMessageResponseHeader),
        [200050] = typeof(PopMessageResponseHeader),
        [200053] = typeof(ChangeInvisibleTimeResponseHeader),
        [200054] = typeof(NotificationResponseHeader),
        [200055] = typeof(PollingInfoResponseHeader),
    };

    public static IEnumerable<Type> All =>
        typeof(RemotingFrame).Assembly.GetTypes().Where(type => type.IsValueType && IsHeader(type)).OrderBy(type => type.Name);

    public static Type? Find(GoldenFrame frame)
    {
        if (frame.RequestCode is not { } code)
            return null;

        return (frame.IsResponse ? Responses : Requests).GetValueOrDefault(code);
    }

    private static Dictionary<int, Type> CreateRequests()
    {
        Dictionary<int, Type> types = [];
        foreach (Type type in All)
        {
            if (type.GetProperty("Code", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is RequestCode code)
                types.Add((int)code, type);
        }

        types[320] = types[325] = types[310];
        types[324] = types[10];
        types[361] = types[11];
        types[222] = types[220];
        types[223] = types[221];
        return types;
    }

    private static bool IsHeader(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHeader<>));
}
