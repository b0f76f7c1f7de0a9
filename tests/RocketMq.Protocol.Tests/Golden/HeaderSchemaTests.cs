using System.Reflection;
using System.Text.RegularExpressions;
using RocketMq.Protocol.Tests.Kit;
using RocketMq.Tests;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>
/// Field names and types against the lists the release itself is tested with. They are not part of the repository: where they
/// are missing the tests say that they were skipped.
/// </summary>
public sealed partial class HeaderSchemaTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "..", "shared", "golden", "schema");

    /// <summary>Java names whose headers have another name here.</summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["SendMessageRequestHeaderV2"] = "SendMessageV2RequestHeader",
        ["ConsumerSendMsgBackRequestHeader"] = "ConsumerSendMessageBackRequestHeader",
        ["GetEarliestMsgStoretimeRequestHeader"] = "GetEarliestMessageStoreTimeRequestHeader",
        ["GetEarliestMsgStoretimeResponseHeader"] = "GetEarliestMessageStoreTimeResponseHeader",
        ["ConsumeMessageDirectlyResultRequestHeader"] = "ConsumeMessageDirectlyRequestHeader",
        ["GetTopicStatsInfoRequestHeader"] = "GetTopicStatsRequestHeader",
        ["GetConsumeStatsInBrokerHeader"] = "GetBrokerConsumeStatsRequestHeader",
        ["QueryCorrectionOffsetHeader"] = "QueryCorrectionOffsetRequestHeader",
        ["DeleteTopicFromNamesrvRequestHeader"] = "DeleteTopicFromNameServerRequestHeader",
        ["GetKVConfigRequestHeader"] = "GetKeyValueConfigRequestHeader",
        ["GetKVConfigResponseHeader"] = "GetKeyValueConfigResponseHeader",
        ["PutKVConfigRequestHeader"] = "PutKeyValueConfigRequestHeader",
        ["DeleteKVConfigRequestHeader"] = "DeleteKeyValueConfigRequestHeader",
        ["GetKVListByNamespaceRequestHeader"] = "GetKeyValueListByNamespaceRequestHeader",
        ["WipeWritePermOfBrokerRequestHeader"] = "WipeWritePermissionOfBrokerRequestHeader",
        ["WipeWritePermOfBrokerResponseHeader"] = "WipeWritePermissionOfBrokerResponseHeader",
        ["AddWritePermOfBrokerRequestHeader"] = "AddWritePermissionOfBrokerRequestHeader",
        ["AddWritePermOfBrokerResponseHeader"] = "AddWritePermissionOfBrokerResponseHeader",
    };

    /// <summary>Fields renamed since the lists were made: 5.3.3 sends the second name (see the captured frames).</summary>
    private static readonly Dictionary<string, string> RenamedFields = new() { ["removeOffset"] = "cleanOffset" };

    public static TheoryData<string> Headers() => [.. HeaderTypes.All.Where(type => type != typeof(EmptyHeader)).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Headers))]
    public void Fields_have_the_names_and_types_of_the_release(string name)
    {
        if (!Directory.Exists(Folder))
            Assert.Skip("The field lists of the release are not beside the repository (../shared/golden/schema).");

        string javaName = Renamed.FirstOrDefault(pair => pair.Value == name).Key ?? name;
        string? file = Directory.EnumerateFiles(Folder, $"*.{javaName}.schema").SingleOrDefault();
        if (file is null)
            Assert.Skip($"The release has no field list of {name}.");

        Dictionary<string, PropertyInfo> ours = HeaderTypes
            .All.Single(type => type.Name == name)
            .GetProperties()
            .Where(property => property.GetCustomAttribute<HeaderFieldAttribute>() is not null)
            .ToDictionary(property => property.GetCustomAttribute<HeaderFieldAttribute>()!.Name);
        foreach (Match match in FieldLine().Matches(File.ReadAllText(file)))
        {
            string field = match.Groups["name"].Value;
            field = RenamedFields.GetValueOrDefault(field, field);
            ours.ShouldContainKey(field, name);
            TypesOf(match.Groups["type"].Value).ShouldContain(ours[field].PropertyType, $"{name}.{field}");
        }
    }

    private static Type[] TypesOf(string javaType) =>
        javaType switch
        {
            "int" or "java.lang.Integer" => [typeof(int), typeof(int?)],
            "long" or "java.lang.Long" => [typeof(long), typeof(long?)],
            "boolean" or "java.lang.Boolean" => [typeof(bool), typeof(bool?)],
            _ => [typeof(string), typeof(Utf8Text)],
        };

    [GeneratedRegex(@"^Field (?<name>\w+) : private (?<type>[\w.]+) ", RegexOptions.Multiline)]
    private static partial Regex FieldLine();
}
