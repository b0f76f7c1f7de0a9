using System.Text;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>A project of the size at which the time of an analyzer begins to matter.</summary>
internal static class LargeProject
{
    /// <summary>
    /// One file for each contract of ten members, every second of them unordered, and one orderly group for every ten contracts.
    /// </summary>
    public static SourceSet Create(int contracts)
    {
        IEnumerable<(string, string)> files = Enumerable.Range(0, contracts).Select(index => ($"App/Contract{index}.cs", Contract(index)));
        IEnumerable<(string, string)> groups = Enumerable.Range(0, contracts / 10).Select(index => ($"App/Group{index}.cs", Group(index)));
        return new SourceSet([.. files, .. groups]);
    }

    private static string Contract(int index)
    {
        bool isOrdered = index % 2 == 0;
        var text = new StringBuilder("using RocketMq.Typed;\nnamespace Large;\n");
        text.Append($"[RocketMessage(\"topic{index % 50}\", Tag = \"t{index}\"{(isOrdered ? ", Kind = MessageKind.Fifo" : "")})]\n");
        text.Append($"public sealed partial record Contract{index}(\n    [property: Key(0){(isOrdered ? ", OrderKey" : "")}] string Id");
        for (int member = 1; member < 10; member++)
            text.Append($",\n    [property: Key({member})] long Member{member}");
        return text.Append(");\n").ToString();
    }

    private static string Group(int index)
    {
        var text = new StringBuilder("using System.Threading;\nusing System.Threading.Tasks;\nusing RocketMq.Typed;\nnamespace Large;\n");
        text.Append($"[ConsumerGroup(\"group{index}\", Mode = ConsumeMode.Orderly)]\npublic sealed partial class Group{index}\n{{\n");
        for (int contract = index * 10; contract < (index * 10) + 10; contract++)
        {
            string type = contract % 2 == 0 ? $"Contract{contract}" : $"{{|RMQ3001:Contract{contract}|}}";
            text.Append($"    public async ValueTask HandleAsync({type} message, CancellationToken ct) => await Task.Yield();\n");
        }

        return text.Append("}\n").ToString();
    }
}
