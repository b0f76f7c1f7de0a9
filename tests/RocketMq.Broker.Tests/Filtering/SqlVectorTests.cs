using System.Text.Json;
using RocketMq.Broker.Filtering.Evaluation;
using RocketMq.Broker.Filtering.Sql;

namespace RocketMq.Broker.Tests.Filtering;

/// <summary>Every expression that the Java classes compiled or refused, with the same outcome for every set of properties.</summary>
public sealed class SqlVectorTests
{
    [Fact]
    public void All_golden_expressions_compile_and_evaluate_as_in_Java()
    {
        using var document = Read("tests", "golden", "vectors", "sql92.json");
        var sets = PropertySetsIn(document.RootElement.GetProperty("description").GetString()!);
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToList();

        cases.Count.ShouldBeGreaterThan(100);
        foreach (var golden in cases)
        {
            var text = golden.GetProperty("expression").GetString()!;
            if (TryParse(text) is not { } expression)
            {
                golden.GetProperty("compiles").GetBoolean().ShouldBeFalse(text);
                continue;
            }
            golden.GetProperty("compiles").GetBoolean().ShouldBeTrue(text);
            foreach (var result in golden.GetProperty("results").EnumerateObject())
                Evaluate(expression, sets[result.Name]).ShouldBe(LetterOf(result.Value.GetString()!), $"{text} on {result.Name}");
        }
    }

    [Fact]
    public void Random_expressions_compile_and_evaluate_as_in_Java()
    {
        using var document = Read("tests", "RocketMq.Broker.Tests", "Filtering", "Vectors", "sql92-random.json");
        var sets = document.RootElement.GetProperty("propertySets").EnumerateArray().Select(PropertyTable.From).ToList();

        foreach (var vector in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var text = vector.GetProperty("expression").GetString()!;
            var expression = TryParse(text);
            var results = expression is null ? "X" : string.Concat(sets.Select(set => Evaluate(expression, set)));
            results.ShouldBe(vector.GetProperty("results").GetString(), text);
        }
    }

    private static JsonDocument Read(params string[] path)
    {
        var file = Path.Combine([RepositoryRoot.Path, .. path]);
        if (!File.Exists(file))
            Assert.Skip($"There is no file {file}.");
        return JsonDocument.Parse(File.ReadAllBytes(file));
    }

    // The golden file describes its property sets in words and one JSON object.
    private static Dictionary<string, PropertyTable> PropertySetsIn(string description)
    {
        var start = description.IndexOf('{', StringComparison.Ordinal);
        var end = description.LastIndexOf('}');
        using var json = JsonDocument.Parse(description[start..(end + 1)]);
        return json.RootElement.EnumerateObject().ToDictionary(set => set.Name, set => PropertyTable.From(set.Value));
    }

    private static char LetterOf(string result) =>
        result.StartsWith("throws", StringComparison.Ordinal) ? 'e'
        : result is "true" or "false" or "null" ? result[0]
        : throw new InvalidOperationException($"The golden result '{result}' is of no known kind.");

    private static SqlExpression? TryParse(string text)
    {
        try
        {
            return SqlParser.Parse(text);
        }
        catch (SqlSyntaxException)
        {
            return null;
        }
    }

    private static char Evaluate(SqlExpression expression, PropertyTable properties)
    {
        var value = SqlEvaluator<PropertyTable>.Evaluate(expression, properties);
        return value.IsFailure ? 'e'
            : value.IsNull ? 'n'
            : value.IsTrue ? 't'
            : 'f';
    }
}
