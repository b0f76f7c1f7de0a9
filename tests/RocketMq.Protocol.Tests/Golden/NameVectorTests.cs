using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Hashes, filters, names, signatures and constants as the real classes have them.</summary>
public sealed class NameVectorTests
{
    private static readonly HashSet<string> KnownFunctions = ["getRetryTopic", "getDLQTopic", "buildMQClientId", "isSysConsumerGroup"];

    public static IEnumerable<TheoryDataRow<int, string>> Hashes() => GoldenFolder.Rows("string_hash");

    public static IEnumerable<TheoryDataRow<int, string>> QueueChoices() => GoldenFolder.Rows("select_queue_by_hash");

    public static IEnumerable<TheoryDataRow<int, string>> Subscriptions() => GoldenFolder.Rows("subscription_data");

    public static IEnumerable<TheoryDataRow<int, string>> Topics() => GoldenFolder.Rows("topic_validator");

    public static IEnumerable<TheoryDataRow<int, string>> Signatures() =>
        // Brokers verify HMAC-SHA1 alone; the other algorithms of the class are never used on the wire.
        GoldenFolder.Rows(
            "acl_signature",
            vector => !vector.TryGetProperty("algorithm", out JsonElement algorithm) || algorithm.GetString() == "HmacSHA1"
        );

    public static IEnumerable<TheoryDataRow<int, string>> Constants() => GoldenFolder.Rows("constants", IsOurs);

    public static IEnumerable<TheoryDataRow<int, string>> Names() =>
        GoldenFolder.Rows("mixall_namespace", vector => KnownFunctions.Contains(vector.GetProperty("fn").GetString()!));

    public static IEnumerable<TheoryDataRow<int, string>> Namespaces() =>
        GoldenFolder.Rows(
            "mixall_namespace",
            vector =>
                vector.GetProperty("fn").GetString() is "wrapNamespace" or "withoutNamespace2"
                && vector.GetProperty("resource").ValueKind == JsonValueKind.String
        );

    public static IEnumerable<TheoryDataRow<int, string>> Validators() =>
        GoldenFolder.Rows("validators", vector => vector.GetProperty("what").GetString() is "putUserProperty" or "perm");

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void Namespaces_are_put_on_and_taken_off_like_java(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("mixall_namespace")[index];
        string? nameSpace = vector.GetProperty("namespace").GetString();
        string resource = vector.GetProperty("resource").GetString()!;
        string expected = vector.GetProperty("call").GetProperty("value").GetString()!;
        if (vector.GetProperty("fn").GetString() == "wrapNamespace")
            NamespaceRules.Wrap(nameSpace, resource).ShouldBe(expected);
        else
            NamespaceRules.Unwrap(nameSpace, resource).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Strings_hash_like_java(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("string_hash")[index];
        string characters = Encoding.BigEndianUnicode.GetString(Convert.FromHexString(vector.GetProperty("utf16").GetString()!));
        int expected = vector.GetProperty("hashCode").GetInt32();
        TagCodes.JavaHash(characters).ShouldBe(expected);
        if (vector.GetProperty("string").ValueKind == JsonValueKind.String && IsWellFormed(characters))
            TagCodes.JavaHash(Encoding.UTF8.GetBytes(characters)).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(QueueChoices))]
    public void Keys_choose_queues_like_java(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("select_queue_by_hash")[index];
        int hash = vector.GetProperty("argHashCode").GetInt32();
        // One key is a lone surrogate, which its text in the file cannot show.
        if (vector.GetProperty("argType").GetString() == "string" && vector.GetProperty("arg").GetString() is { } key and not "?")
            TagCodes.JavaHash(key).ShouldBe(hash);

        foreach (JsonProperty choice in vector.GetProperty("indexByQueueCount").EnumerateObject())
            QueueHash.Select(hash, int.Parse(choice.Name, CultureInfo.InvariantCulture)).ShouldBe(choice.Value.GetInt32());
    }

    [Theory]
    [MemberData(nameof(Subscriptions))]
    public void Tag_expressions_become_subscriptions(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("subscription_data")[index];
        JsonElement call = vector.TryGetProperty("call", out JsonElement first) ? first : vector.GetProperty("build");
        string? expression = vector.GetProperty("subString").GetString();
        bool isTag = !vector.TryGetProperty("type", out JsonElement type) || type.GetString() is null or "TAG";
        isTag.ShouldBeTrue("only tag expressions are in these vectors");
        if (!call.GetProperty("ok").GetBoolean())
        {
            TagExpression.TryParse(expression, out _).ShouldBeFalse();
            Should.Throw<ProtocolException>(() => TagExpression.Parse(expression));
            return;
        }

        JsonElement expected = call.GetProperty("value");
        SubscriptionData subscription = TagExpression.Parse(expression).ToSubscription("T", 0);
        subscription.SubString.ShouldBe(expected.GetProperty("subString").GetString());
        subscription.ExpressionType.ShouldBe(expected.GetProperty("expressionType").GetString());
        subscription.TagsSet.ShouldBe(expected.GetProperty("tagsSet").EnumerateArray().Select(t => t.GetString()!), ignoreOrder: true);
        subscription.CodeSet.ShouldBe(expected.GetProperty("codeSet").EnumerateArray().Select(c => c.GetInt32()), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topics_and_groups_are_judged_alike(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("topic_validator")[index];
        string? name = vector.GetProperty("name").GetString();
        TopicRules.IsValidTopic(name, out string? reason).ShouldBe(vector.GetProperty("valid").GetBoolean());
        (reason is null).ShouldBe(vector.GetProperty("valid").GetBoolean());
        TopicRules.IsValidGroup(name, out _).ShouldBe(vector.GetProperty("checkGroup").GetProperty("ok").GetBoolean());
        if (name is null)
            return;

        TopicRules.IsSystemTopic(name).ShouldBe(vector.GetProperty("isSystemTopic").GetProperty("value").GetBoolean());
        TopicRules.IsSendable(name).ShouldBe(!vector.GetProperty("isNotAllowedSendTopic").GetProperty("value").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Requests_are_signed_alike(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("acl_signature")[index];
        string secret = vector.GetProperty("secretKey").GetString()!;
        string expected = vector.GetProperty("signature").GetString()!;
        if (vector.GetProperty("what").GetString() == "raw")
        {
            AclSignature.Compute(Convert.FromHexString(vector.GetProperty("dataHex").GetString()!), secret).ShouldBe(expected);
            return;
        }

        byte[] body = Convert.FromBase64String(vector.GetProperty("bodyBase64").GetString() ?? "");
        Dictionary<string, string> fields = vector
            .GetProperty("ext")
            .EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value.GetString()!);
        using GrowableBuffer content = new();
        AclSignature.WriteContent(content, fields, body);
        Convert
            .ToHexString(content.WrittenSpan)
            .ShouldBe(vector.GetProperty("signedContentHex").GetString(), StringCompareShould.IgnoreCase);
        AclSignature.Sign(fields, body, secret).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_are_made_alike(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("mixall_namespace")[index];
        string? Get(string name) => vector.GetProperty(name).GetString();
        switch (Get("fn"))
        {
            case "buildMQClientId":
                ClientIds.Create(Get("clientIP")!, Get("instanceName")!, Get("unitName")).ShouldBe(Get("value"));
                break;
            case "getRetryTopic":
                TopicRules.GetRetryTopic(Get("resource")!).ShouldBe(vector.GetProperty("call").GetProperty("value").GetString());
                break;
            case "getDLQTopic":
                TopicRules.GetDeadLetterTopic(Get("resource")!).ShouldBe(vector.GetProperty("call").GetProperty("value").GetString());
                break;
            default:
                TopicRules.IsSystemGroup(Get("resource")!).ShouldBe(vector.GetProperty("call").GetProperty("value").GetBoolean());
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Validators))]
    public void Reserved_properties_and_permissions_are_judged_alike(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("validators")[index];
        if (vector.GetProperty("what").GetString() == "perm")
        {
            TopicPermissions permissions = (TopicPermissions)vector.GetProperty("perm").GetInt32();
            permissions.HasFlag(TopicPermissions.Read).ShouldBe(vector.GetProperty("readable").GetBoolean());
            permissions.HasFlag(TopicPermissions.Write).ShouldBe(vector.GetProperty("writeable").GetBoolean());
            permissions.HasFlag(TopicPermissions.Inherit).ShouldBe(vector.GetProperty("inherited").GetBoolean());
        }
        else if (vector.GetProperty("call").TryGetProperty("exception", out JsonElement exception))
        {
            ReservedPropertyNames.Contains(vector.GetProperty("key").GetString()!).ShouldBe(exception.GetString() == "RuntimeException");
        }
        else
        {
            ReservedPropertyNames.Contains(vector.GetProperty("key").GetString()!).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Constants))]
    public void Constants_have_the_real_values(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("constants")[index];
        string name = vector.GetProperty("name").GetString()!;
        switch (vector.GetProperty("enum").GetString())
        {
            case "LanguageCode":
                LanguageNames.Parse(Encoding.UTF8.GetBytes(name)).ShouldBe((LanguageCode)vector.GetProperty("code").GetInt32());
                break;
            case "MessageConst":
                typeof(MessagePropertyNames)
                    .GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Select(field => (string)field.GetValue(null)!)
                    .ShouldContain(vector.GetProperty("text").GetString()!);
                break;
            case "reservedPropertyName":
                ReservedPropertyNames.Contains(name).ShouldBeTrue();
                break;
            case "ResponseCode" or "RemotingSysResponseCode":
                Enum.GetName((ResponseCode)vector.GetProperty("code").GetInt32()).ShouldNotBeNull(name);
                break;
            default:
                name.ShouldBe("CURRENT");
                ProtocolVersion.Current.ShouldBe(vector.GetProperty("code").GetInt32());
                break;
        }
    }

    [Fact]
    public void Every_request_code_of_ours_exists()
    {
        HashSet<int> real =
        [
            .. GoldenFolder
                .Vectors("constants")
                .Where(vector => vector.GetProperty("enum").GetString() == "RequestCode")
                .Select(vector => vector.GetProperty("code").GetInt32()),
        ];
        Enum.GetValues<RequestCode>().Select(code => (int)code).ShouldAllBe(code => real.Contains(code));
    }

    private static bool IsOurs(JsonElement vector) =>
        (vector.GetProperty("enum").GetString(), vector.GetProperty("name").GetString()) switch
        {
            ("MQVersion", var name) => name == "CURRENT",
            ("MessageConst", var name) => name != "KEY_SEPARATOR",
            // Negative codes never travel; those from 2000 are between brokers and controllers.
            ("ResponseCode", _) => vector.GetProperty("code").GetInt32() is >= 0 and not (>= 2000 and < 3000),
            ("LanguageCode" or "reservedPropertyName" or "RemotingSysResponseCode", _) => true,
            _ => false,
        };

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}
