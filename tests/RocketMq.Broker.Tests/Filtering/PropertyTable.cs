using System.Text;
using System.Text.Json;
using RocketMq.Broker.Filtering.Evaluation;

namespace RocketMq.Broker.Tests.Filtering;

/// <summary>Properties by name, also empty ones, which the stored text cannot hold.</summary>
internal sealed class PropertyTable(IReadOnlyDictionary<string, string> values) : ISqlProperties
{
    public static PropertyTable From(JsonElement json) =>
        new(json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!));

    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var isFound = values.TryGetValue(Encoding.UTF8.GetString(name), out var text);
        value = Encoding.UTF8.GetBytes(text ?? "");
        return isFound;
    }
}
