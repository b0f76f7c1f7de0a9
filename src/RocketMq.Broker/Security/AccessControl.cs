using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using RocketMq.Broker.Processing;
using RocketMq.Protocol;

namespace RocketMq.Broker.Security;

/// <summary>Decides whether a request is its user's, and whether that user may make it (broker reference 4.18). Immutable.</summary>
internal sealed class AccessControl
{
    /// <summary>V4_9_4; older clients add this field after signing.</summary>
    private const int FirstThatSignsQueryMark = 401;
    private const string QueryMark = "_UNIQUE_KEY_QUERY";

    private readonly FrozenDictionary<string, Account> _accounts;
    private readonly IReadOnlyList<AddressPattern> _whiteList;
    private readonly AccessNeeds _needs;

    /// <exception cref="ArgumentException">An account or an address pattern cannot be.</exception>
    public AccessControl(AclOptions options, string cluster)
    {
        _whiteList = [.. options.WhiteRemoteAddresses.SelectMany(AddressPattern.ParseList)];
        _needs = new AccessNeeds(cluster);
        if (options.Accounts.GroupBy(account => account.AccessKey, StringComparer.Ordinal).Any(same => same.Count() > 1))
            throw BrokerSettings.Mistake("Acl.Accounts holds two accounts with one access key; give each user one account.");
        _accounts = options.Accounts.Select(Account.From).ToFrozenDictionary(account => account.AccessKey, StringComparer.Ordinal);
    }

    public Refusal Check(in RemotingFrame frame, IPAddress client)
    {
        if (IsListed(_whiteList, client))
            return Refusal.None;
        var header = frame.Header;
        if (!header.TryGet("AccessKey"u8, out var accessKey))
            return Refuse("username cannot be null.");
        if (!_accounts.TryGetValue(accessKey.ToString(), out var account))
            return Refuse($"User:{accessKey} is not found.");
        if (IsListed(account.WhiteList, client))
            return Refusal.None;
        if (!IsSignedBy(account, frame))
            return Refuse("check signature failed.");
        return account.IsAdmin ? Refusal.None : Authorize(account, _needs.Of(frame), client);
    }

    private static Refusal Authorize(Account account, List<AccessNeed> needs, IPAddress client)
    {
        foreach (var need in needs)
        {
            var allowed = account.PermissionFor(need, out var isNamed);
            if ((allowed & need.Permission) == AclPermissions.None)
                return Refuse(
                    $"User:{account.AccessKey} has no permission to access {need.Kind}:{need.Name} from {client}, "
                        + (isNamed && allowed == AclPermissions.None ? "the decision is deny." : "no matched policies.")
                );
        }
        return Refusal.None;
    }

    private static bool IsSignedBy(Account account, in RemotingFrame frame)
    {
        if (!frame.Header.TryGet("Signature"u8, out var signature))
            return false;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (var field in frame.Header)
        {
            var name = Encoding.UTF8.GetString(field.Key);
            // A field without a value is signed as the word "null", as Java joins it.
            if (name != QueryMark || frame.Version >= FirstThatSignsQueryMark)
                fields[name] = field.ToText().ToStringOrNull() ?? "null";
        }
        var expected = AclSignature.Sign(fields, frame.Body.Span, account.SecretKey);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), signature.ToUtf8().Span);
    }

    private static bool IsListed(IReadOnlyList<AddressPattern> patterns, IPAddress client)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(client))
                return true;
        }
        return false;
    }

    private static Refusal Refuse(string remark) => new(ResponseCode.NoPermission, remark);

    private sealed record Account(string AccessKey, string SecretKey, bool IsAdmin, IReadOnlyList<AddressPattern> WhiteList)
    {
        public required AclPermissions DefaultTopic { get; init; }

        public required AclPermissions DefaultGroup { get; init; }

        public required FrozenDictionary<string, AclPermissions> Topics { get; init; }

        public required FrozenDictionary<string, AclPermissions> Groups { get; init; }

        public static Account From(AclAccount account)
        {
            if (string.IsNullOrEmpty(account.AccessKey) || string.IsNullOrEmpty(account.SecretKey))
                throw BrokerSettings.Mistake(
                    "Acl.Accounts holds an account without access key or secret key; clients cannot sign with it."
                );
            return new Account(account.AccessKey, account.SecretKey, account.IsAdmin, AddressPattern.ParseList(account.WhiteRemoteAddress))
            {
                DefaultTopic = account.DefaultTopicPermission,
                DefaultGroup = account.DefaultGroupPermission,
                Topics = account.TopicPermissions.ToFrozenDictionary(StringComparer.Ordinal),
                Groups = account.GroupPermissions.ToFrozenDictionary(StringComparer.Ordinal),
            };
        }

        public AclPermissions PermissionFor(in AccessNeed need, out bool isNamed)
        {
            var permission = AclPermissions.None;
            switch (need.Kind)
            {
                case AccessNeed.TopicKind:
                    isNamed = Topics.TryGetValue(need.Name, out permission);
                    return isNamed ? permission : DefaultTopic;
                case AccessNeed.GroupKind:
                    isNamed = Groups.TryGetValue(need.Name, out permission);
                    return isNamed ? permission : DefaultGroup;
                default:
                    isNamed = false;
                    return permission;
            }
        }
    }
}
