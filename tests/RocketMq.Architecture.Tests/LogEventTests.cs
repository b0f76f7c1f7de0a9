using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>Log events are found and counted by their ids, so an id stands for one event and says which project it is of.</summary>
public sealed class LogEventTests
{
    /// <summary>The first of the thousand ids of each project that logs; the same table is in CONTRIBUTING.</summary>
    private static readonly Dictionary<string, int> FirstIds = new(StringComparer.Ordinal)
    {
        ["src/RocketMq.Transport"] = 1000,
        ["src/RocketMq.Client"] = 2000,
        ["src/RocketMq.Broker"] = 3000,
        ["src/RocketMq.Typed"] = 4000,
    };

    private static readonly (string Place, string Project, int? Id)[] Events =
    [
        .. Repository.ProductSources.SelectMany(file =>
            file.Nodes<AttributeSyntax>()
                .Where(attribute => attribute.Name.ToString() == "LoggerMessage")
                .Select(attribute => (file.At(attribute), file.Project, IdOf(attribute)))
        ),
    ];

    [Fact]
    public void Every_log_event_has_an_id_of_its_projects_range()
    {
        Events.Length.ShouldBeGreaterThan(50);
        Events
            .Where(known => known.Id is not { } id || !FirstIds.TryGetValue(known.Project, out int first) || id / 1000 * 1000 != first)
            .Select(known => $"{known.Place}: {known.Id}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_two_log_events_have_the_same_id() =>
        Events
            .GroupBy(known => known.Id)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(known => known.Place))}")
            .ShouldBeEmpty();

    // As the first argument, or by name.
    private static int? IdOf(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments is [var first, ..]
        && first.NameEquals?.Name.Identifier.Text is (null or "EventId")
        && int.TryParse(first.Expression.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : null;
}
